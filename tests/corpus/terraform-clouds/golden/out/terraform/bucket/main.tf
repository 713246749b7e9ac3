resource "github_repository" "atlas" {
  name                   = "atlas"
  description            = "What Atlas runs on"
  visibility             = "private"
  delete_branch_on_merge = true
  vulnerability_alerts   = true

  security_and_analysis {
    secret_scanning {
      status = "enabled"
    }
  }
}

resource "vault_policy" "reader" {
  name   = "reader"
  policy = <<-EOT
    path "secret/data/atlas/*" {
      capabilities = ["read"]
    }
  EOT
}
