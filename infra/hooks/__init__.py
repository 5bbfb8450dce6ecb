"""The hooks of `azd`, and what operators run by hand. Each can run again at any time: it does what is missing, and says so.

`preflight`, `build_web`, `provisioned` and `deployed` are the hooks; `migrate`, `rotate_keys`, `replay` and `smoke` are run as
`python -m infra.hooks.NAME`.
"""
