#!/bin/sh
# Goes back to what the API and then the workers ran before the last deployment: sh deploy/pipeline/rollback.sh <environment>
# In this order, so that no old worker gets what only a new one can run. Settings, rules and Redis stay as they are.
# To go back further, run the deploy job of an older pipeline again.
set -eu
namespace=etlaas-$1

for component in api worker; do
  ours="app.kubernetes.io/part-of=etlaas,app.kubernetes.io/component=$component"
  for one in $(kubectl --namespace "$namespace" get statefulset --selector "$ours" --output name); do
    kubectl --namespace "$namespace" rollout undo "$one"
  done
  kubectl --namespace "$namespace" rollout status statefulset --selector "$ours" --timeout 30m
done
