terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    null = {
      source  = "hashicorp/null"
      version = "3.2.4"
    }
    random = {
      source  = "hashicorp/random"
      version = "3.7.2"
    }
  }
}
