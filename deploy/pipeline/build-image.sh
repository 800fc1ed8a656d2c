#!/bin/sh
# Builds an image and pushes it: sh deploy/pipeline/build-image.sh api|worker, in a job of .gitlab-ci.yml, where buildah is.
set -eu
app=$1
image=$IMAGE_REGISTRY/$app:$CI_COMMIT_SHA

# The password by standard input: everybody on a runner sees arguments.
printf '%s' "$IMAGE_REGISTRY_PASSWORD" |
  buildah login --username "$IMAGE_REGISTRY_USER" --password-stdin "${IMAGE_REGISTRY%%/*}"
# The format of OCI has no health check.
buildah build --format docker --file deploy/docker/Dockerfile --target "$app" --tag "$image" \
  ${BASE_IMAGE:+--build-arg "BASE=$BASE_IMAGE"} ${NPM_REGISTRY:+--build-arg "NPM_CONFIG_REGISTRY=$NPM_REGISTRY"} \
  --build-arg VERSION="${CI_COMMIT_TAG:-$CI_COMMIT_SHORT_SHA}" --build-arg REVISION="$CI_COMMIT_SHA" \
  --build-arg CREATED="$CI_COMMIT_TIMESTAMP" --build-arg SOURCE="$CI_PROJECT_URL" .
buildah push "$image"
