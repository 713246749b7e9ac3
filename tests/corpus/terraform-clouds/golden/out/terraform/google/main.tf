data "google_project" "here" {}

resource "google_storage_bucket" "files" {
  name                        = "atlas-files"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }

    condition {
      age = 30
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age            = 365
      matches_prefix = ["tmp/", "cache/"]
    }
  }
}

resource "google_project_iam_member" "reader" {
  project = data.google_project.here.project_id
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:reader@${data.google_project.here.project_id}.iam.gserviceaccount.com"
}
