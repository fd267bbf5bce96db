# syntax=docker/dockerfile:1.7
#
# Targets:  flink      JobManager and TaskManager of the jobs (the default, last in this file)
#           flink-gpu  the same with ONNX Runtime for CUDA 12; nothing else here fetches its 742 MB
#           gateway    the cryptoscalp command: gateway, replay, migrations
#
# Base images are pinned by tag here and overridable by digest (docs/deployment.md, "Pinning by digest").
ARG JDK_IMAGE=eclipse-temurin:17.0.16_8-jdk-jammy
ARG FLINK_IMAGE=flink:2.2.0-java17
# Of the distribution that the Flink image is built on, so that its libraries fit.
ARG CUDA_IMAGE=nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04

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

# --- ONNX Runtime for CUDA: its libraries beside the classes, or every JVM would unpack 650 MB before its first model ----
FROM build AS onnxruntime-gpu
RUN --mount=type=cache,target=/root/.m2 \
    version=$(sed -n 's:.*<onnxruntime.version>\(.*\)</onnxruntime.version>.*:\1:p' pom.xml) \
    && ./mvnw -B -ntp -N dependency:copy \
      -Dartifact=com.microsoft.onnxruntime:onnxruntime_gpu:$version -DoutputDirectory=/src/gpu \
    && mkdir -p /onnxruntime/lib /onnxruntime/native /src/gpu/classes && cd /src/gpu/classes \
    && jar xf ../onnxruntime_gpu-$version.jar \
    && mv ai/onnxruntime/native/linux-x64/*.so /onnxruntime/native/ && rm -r ai/onnxruntime/native \
    && rm /onnxruntime/native/libonnxruntime_providers_tensorrt.so \
    && jar cf /onnxruntime/lib/onnxruntime_gpu-$version.jar .

# --- What its CUDA provider links, and cuDNN, which it opens for convolutions and recurrent networks ---------------------
FROM ${CUDA_IMAGE} AS cuda
RUN mkdir /cuda \
    && for name in cudart cublas cublasLt curand cufft nvrtc nvrtc-builtins nvJitLink; do \
         cp -a /usr/local/cuda/lib64/lib$name.so.* /cuda/ || exit 1; \
       done \
    && cp -a /usr/lib/x86_64-linux-gnu/libcudnn*.so.9* /cuda/

# --- Flink with the jobs and CUDA; the driver's libcuda.so.1 comes from the host when the container starts ---------------
FROM flink AS flink-gpu
USER root
RUN rm /opt/flink/lib/onnxruntime-*.jar
COPY --from=onnxruntime-gpu --chown=flink:flink /onnxruntime/lib/ /opt/flink/lib/
COPY --from=onnxruntime-gpu /onnxruntime/native/ /opt/onnxruntime/
COPY --from=cuda /cuda/ /opt/cuda/
RUN echo /opt/cuda > /etc/ld.so.conf.d/cuda.conf && ldconfig
# Which parts of the driver the container runtime hands in; which device is for whoever starts the container to say.
ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility
# Read by every JVM, whatever configuration a deployment brings.
ENV JAVA_TOOL_OPTIONS=-Donnxruntime.native.path=/opt/onnxruntime
USER flink

# --- What a build without a target makes ---------------------------------------------------------------------------------
FROM flink AS default
