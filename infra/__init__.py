"""What is around the service in Azure: its templates, and the hooks of `azd`."""
