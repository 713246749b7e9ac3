terraform {
  backend "azurerm" {
    resource_group_name  = "terraform"
    storage_account_name = "atlasstate"
    container_name       = "state"
    key                  = "atlas/shared/terraform.tfstate"
    use_azuread_auth     = true
  }
}
