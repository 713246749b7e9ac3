resource "kubernetes_config_map_v1" "limits" {
  data = {
    "limits.conf" = <<-EOT
      open = 100
      held = 10
    EOT
    note          = "100%%{ and $${ stay as they are"
  }

  metadata {
    name      = "limits"
    namespace = "atlas"
    labels = {
      "app.kubernetes.io/name" = "atlas"
    }
  }
}

resource "helm_release" "ingress" {
  name       = "ingress-nginx"
  namespace  = "ingress-nginx"
  repository = "https://kubernetes.github.io/ingress-nginx"
  chart      = "ingress-nginx"
  version    = "4.11.3"
  set = [
    {
      name  = "controller.replicaCount"
      value = "2"
    },
    {
      name  = "controller.metrics.enabled"
      value = "true"
      type  = "string"
    },
  ]

  lifecycle {
    replace_triggered_by = [kubernetes_config_map_v1.limits]
  }
}
