#!/bin/sh
# Installs the packed release on the VMs of an inventory, app by app: sh deploy/pipeline/vm.sh api|worker
# VM_INVENTORY is the inventory, beside its group_vars (ansible/README.md); the key of the login is in the runner's agent.
set -eu
ANSIBLE_PIPELINING=1 ansible-playbook -i "$VM_INVENTORY" "ansible/install-$1.yml"
