# The zones of the region.
data "aws_availability_zones" "here" {
  state = "available"
}

# Where mail waits.
resource "aws_sqs_queue" "mail" {
  name                       = "relay-staging-mail"
  visibility_timeout_seconds = 90
  kms_master_key_id          = aws_kms_key.queues.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })

  depends_on = [aws_kms_alias.queues]
}

resource "aws_sqs_queue" "dead" {
  name                      = "relay-staging-dead"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.queues.arn

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags.Checked, policy]
  }
}

resource "aws_kms_key" "queues" {
  description         = "Queues of the relay in staging"
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Own"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:root"
        }
        Action   = "kms:*"
        Resource = "*"
      },
    ]
  })
}

resource "aws_kms_alias" "queues" {
  name          = "alias/relay-staging"
  target_key_id = aws_kms_key.queues.key_id
}

resource "aws_vpc" "this" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

# Lets nothing through: what nobody gave a group to is closed.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_security_group" "smtp" {
  name        = "relay-staging-smtp"
  description = "SMTP from the programs"
  vpc_id      = aws_vpc.this.id

  ingress {
    description = "SMTP 465"
    from_port   = 465
    to_port     = 465
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }

  ingress {
    description = "SMTP 587"
    from_port   = 587
    to_port     = 587
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }

  egress {
    description = "Mail servers outside"
    from_port   = 25
    to_port     = 25
    protocol    = "tcp"
    cidr_blocks = ["203.0.113.0/24"]
  }
}

resource "aws_instance" "smtp" {
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t4g.small"
  subnet_id                   = aws_subnet.network_private_a.id
  vpc_security_group_ids      = [aws_security_group.smtp.id]
  associate_public_ip_address = false
  ebs_optimized               = true
  monitoring                  = true
  iam_instance_profile        = aws_iam_instance_profile.smtp.name
  user_data = chomp(<<-EOT
    #!/bin/sh
    set -eu
    echo "release ${var.release} of $HOSTNAME" >/etc/motd
    cat >/etc/relay.conf <<'CONF'
      queue = $${QUEUE}
      share = %%{not ours}
    CONF
  EOT
  )

  metadata_options {
    http_tokens   = "required"
    http_endpoint = "enabled"
  }

  root_block_device {
    encrypted   = true
    volume_size = 20
  }
}

resource "aws_iam_role" "smtp" {
  name = "relay-staging-smtp"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
      },
    ]
  })
}

resource "aws_iam_instance_profile" "smtp" {
  name = "relay-staging-smtp"
  role = aws_iam_role.smtp.name
}

resource "aws_iam_role_policy" "smtp" {
  name = "queue"
  role = aws_iam_role.smtp.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
        Resource = [aws_sqs_queue.mail.arn]
      },
    ]
  })
}

# Copies of mail, for as long as the law asks.
resource "aws_s3_bucket" "archive" {
  bucket = "relay-staging-archive-${random_id.suffix.hex}"
}

resource "aws_s3_bucket_versioning" "archive" {
  bucket = aws_s3_bucket.archive.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "archive" {
  bucket = aws_s3_bucket.archive.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.queues.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "archive" {
  bucket                  = aws_s3_bucket.archive.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "archive" {
  bucket = aws_s3_bucket.archive.id

  rule {
    id     = "cold"
    status = "Enabled"

    filter {
      prefix = "mail/"
    }

    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }

    transition {
      days          = 90
      storage_class = "GLACIER"
    }
  }

  rule {
    id     = "gone"
    status = "Enabled"

    filter {}

    expiration {
      days = 3650
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "random_id" "suffix" {
  byte_length = 4
  keepers = {
    environment = "staging"
  }
}

resource "random_password" "smtp" {
  length  = 32
  special = false
}

resource "aws_secretsmanager_secret" "smtp" {
  name       = "relay/staging/smtp"
  kms_key_id = aws_kms_key.queues.arn
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id
  secret_string = jsonencode({
    user     = "relay"
    password = random_password.smtp.result
  })
}

resource "tls_private_key" "signing" {
  algorithm = "ED25519"
}

resource "aws_sns_topic" "alarms" {
  name              = "relay-staging-alarms"
  kms_master_key_id = aws_kms_key.queues.arn
}

resource "aws_sns_topic_subscription" "on_call" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.on_call
}
