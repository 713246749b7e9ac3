resource "aws_subnet" "network_private_a" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.20.0.0/20"
  availability_zone = data.aws_availability_zones.here.names[0]
  tags = {
    Name                              = "relay-a"
    "kubernetes.io/role/internal-elb" = "1"
  }
}

resource "aws_subnet" "network_private_b" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.20.16.0/20"
  availability_zone = data.aws_availability_zones.here.names[1]
  tags = {
    Name                              = "relay-b"
    "kubernetes.io/role/internal-elb" = "1"
  }
}

resource "aws_subnet" "network_private_c" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.20.32.0/20"
  availability_zone = data.aws_availability_zones.here.names[2]
  tags = {
    Name                              = "relay-c"
    "kubernetes.io/role/internal-elb" = "1"
  }
}
