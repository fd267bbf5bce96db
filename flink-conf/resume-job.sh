#!/usr/bin/env bash
# Starts the JobManager of one application from the newest completed checkpoint or savepoint that its volume holds, or
# from nothing when there is none. A standalone application has no other memory of what it did before its container was
# replaced; on Kubernetes the operator and its high availability do this.
#
# usage: resume-job.sh --job-classname CLASS [ARGUMENT...]
set -euo pipefail

state=${CRYPTOSCALP_STATE:-/opt/flink/state}
entrypoint=${FLINK_ENTRYPOINT:-/docker-entrypoint.sh}

# _metadata is written last, so a folder that has one is complete. Savepoints and checkpoints compete by age alone: the
# newer of two has seen more.
newest=$(find "$state" -type f -name _metadata -printf '%T@ %h\n' 2>/dev/null | sort -rn | awk 'NR == 1 { print substr($0, index($0, " ") + 1) }')

if [[ -n $newest ]]; then
  echo "resuming from $newest"
  exec "$entrypoint" standalone-job --fromSavepoint "file://$newest" "$@"
fi
echo "no checkpoint below $state: starting from nothing"
exec "$entrypoint" standalone-job "$@"
