resource "azurerm_resource_group" "this" {
  name     = "atlas"
  location = "westeurope"
}

resource "azurerm_storage_account" "files" {
  name                            = "atlasfiles"
  resource_group_name             = azurerm_resource_group.this.name
  location                        = azurerm_resource_group.this.location
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 30
    }
  }
}
