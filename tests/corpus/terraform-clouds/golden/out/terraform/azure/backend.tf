terraform {
  backend "azurerm" {
    resource_group_name  = "atlas-terraform"
    storage_account_name = "atlastfstate"
    container_name       = "tfstate"
    key                  = "atlas/azure/terraform.tfstate"
    use_azuread_auth     = true
  }
}
