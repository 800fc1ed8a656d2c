#!/bin/sh
# Writes what is in both images (Debian's packages too, those of Python among them) into dist/sbom, and looks for known weaknesses in them
# and in the SBOM of npm: sh deploy/pipeline/scan.sh, where trivy is.
set -eu
export TRIVY_USERNAME="$IMAGE_REGISTRY_USER" TRIVY_PASSWORD="$IMAGE_REGISTRY_PASSWORD"
# Written before anything that is found ends the job.
for app in api worker; do
  trivy image --format cyclonedx --output "dist/sbom/image-$app.cdx.json" "$(cat "dist/images/$app")"
done
for sbom in dist/sbom/etlaas-*.cdx.json; do
  trivy sbom --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed "$sbom"
done
for app in api worker; do
  trivy image --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed "$(cat "dist/images/$app")"
done
