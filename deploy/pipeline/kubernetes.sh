#!/bin/sh
# Deploys an overlay with the images of a revision, and waits until all pods run them:
#   sh deploy/pipeline/kubernetes.sh development|homologation|production [<tag>]
# OVERLAYS is the folder of your overlays: those of this repository are examples, whose rights and hosts are nobody's.
# The cluster is the one of KUBECONFIG. Changes nothing where the overlay has no image of ours, or the cluster refuses part of it.
set -eu
environment=$1
tag=${2:-$CI_COMMIT_SHA}
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT

kubectl kustomize "$OVERLAYS/$environment" |
  sed -E "s#^( *(- )?image: ).*etlaas/(api|worker)([:@].*)?\$#\1$IMAGE_REGISTRY/\3:$tag#" >"$rendered"
for app in api worker; do
  grep -q -- "image: $IMAGE_REGISTRY/$app:$tag\$" "$rendered" || {
    echo "the overlay $environment has no image etlaas/$app" >&2
    exit 1
  }
done
kubectl apply --dry-run=server -f "$rendered"
kubectl apply -f "$rendered"
kubectl --namespace "etlaas-$environment" rollout status statefulset --selector app.kubernetes.io/part-of=etlaas --timeout 30m
