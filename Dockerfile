# syntax=docker/dockerfile:1.7
#
# Targets:  flink    JobManager and TaskManager of both jobs (the default, last in this file)
#           gateway  the cryptoscalp command: gateway, replay, migrations
#
# Base images are pinned by tag here and overridable by digest (docs/deployment.md, "Pinning by digest").
ARG JDK_IMAGE=eclipse-temurin:17.0.16_8-jdk-jammy
ARG FLINK_IMAGE=flink:2.2.0-java17

# --- Build: everything from source, nothing from the host but the sources ----------------------------------------------
FROM ${JDK_IMAGE} AS build
WORKDIR /src
COPY . .
# One reactor run: the job jar, and beside it the one library that must not be inside (see the flink target).
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -pl jobs -am -DskipTests package \
      dependency:copy-dependencies -DincludeArtifactIds=onnxruntime -DoutputDirectory=/src/flink-lib

# --- The cryptoscalp command -------------------------------------------------------------------------------------------
FROM ${JDK_IMAGE} AS gateway
RUN groupadd --gid 9999 cryptoscalp && useradd --uid 9999 --gid cryptoscalp --create-home cryptoscalp
WORKDIR /opt/cryptoscalp
COPY --from=build --chown=cryptoscalp:cryptoscalp /src /opt/cryptoscalp
USER cryptoscalp
# ONNX Runtime would otherwise report its use over the network, and crash a JVM with a long class path on the way.
ENV ORT_DISABLE_TELEMETRY=1
ENTRYPOINT ["/opt/cryptoscalp/bin/cryptoscalp"]
CMD ["replay", "--generate"]

# --- Flink with the jobs -----------------------------------------------------------------------------------------------
FROM ${FLINK_IMAGE} AS flink
ARG FLINK_VERSION=2.2.0
# Object stores: a plugin has a class loader of its own, because it brings an old Guava that must not meet the drivers.
RUN mkdir -p /opt/flink/plugins/s3-fs-presto /opt/flink/usrlib /opt/flink/state/checkpoints /opt/flink/state/savepoints /opt/flink/rocksdb \
    && cp /opt/flink/opt/flink-s3-fs-presto-${FLINK_VERSION}.jar /opt/flink/plugins/s3-fs-presto/ \
    && chown -R flink:flink /opt/flink/state /opt/flink/rocksdb /opt/flink/usrlib
# ONNX Runtime binds its native library to one class loader, so it belongs to Flink's own and not to the job's.
COPY --from=build --chown=flink:flink /src/flink-lib/ /opt/flink/lib/
# Connectors, drivers and the job itself: what may change from one job to the next.
COPY --from=build --chown=flink:flink /src/jobs/target/cryptoscalp-job.jar /opt/flink/usrlib/cryptoscalp-job.jar
COPY --chown=flink:flink flink-conf/config.yaml flink-conf/log4j-console.properties /opt/flink/conf/
COPY --chown=flink:flink --chmod=0755 flink-conf/resume-job.sh /opt/flink/bin/resume-job.sh
# The shipped configuration listens on this machine only; inside a container that would be the container itself.
RUN sed -i -E \
      -e 's/^((jobmanager|taskmanager)\.bind-host|rest\.bind-address): .*/\1: 0.0.0.0/' \
      -e '/^taskmanager\.host:/d' \
      /opt/flink/conf/config.yaml
COPY LICENSE NOTICE /usr/share/doc/cryptoscalp/
ENV ORT_DISABLE_TELEMETRY=1
USER flink
# Every Flink process answers on its metrics port; bash speaks enough HTTP to ask.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9249 && printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^flink_' <&3"]
