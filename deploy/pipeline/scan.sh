#!/bin/sh
# Looks for known weaknesses in the SBOM and in both images: sh deploy/pipeline/scan.sh, where trivy is.
set -eu
export TRIVY_USERNAME="$IMAGE_REGISTRY_USER" TRIVY_PASSWORD="$IMAGE_REGISTRY_PASSWORD"
for sbom in dist/sbom/*.cdx.json; do
  trivy sbom --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed "$sbom"
done
for app in api worker; do
  trivy image --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed "$IMAGE_REGISTRY/$app:$CI_COMMIT_SHA"
done
