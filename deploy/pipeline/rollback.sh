#!/bin/sh
# Goes back to what api and workers ran before the last deployment: sh deploy/pipeline/rollback.sh <environment>
# Settings and rules stay as they are. To go back further, run the deploy job of an older pipeline again.
set -eu
namespace=etlaas-$1
ours='app.kubernetes.io/part-of=etlaas'
for one in $(kubectl --namespace "$namespace" get statefulset --selector "$ours,app.kubernetes.io/name!=redis" --output name); do
  kubectl --namespace "$namespace" rollout undo "$one"
done
kubectl --namespace "$namespace" rollout status statefulset --selector "$ours" --timeout 30m
