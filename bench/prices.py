"""List prices and limits of Azure and AWS, in one place: what docs/scale.md and docs/cost.md reckon with.

US dollars, United States, from memory and rounded, as of 2026. They are no offer: look at both calculators before you rely on them.
"""

from typing import Final

MILLION: Final = 1_000_000
MONTH_SECONDS: Final = 30 * 24 * 3600

# Azure Functions, Flex Consumption.
GB_SECOND: Final = 0.000026
READY_GB_SECOND: Final = 0.000004  # an instance that is always on, whether it works or not
READY_WORK_GB_SECOND: Final = 0.000016  # on top of that, while it works
EXECUTION: Final = 0.0000004
LEAST_SECONDS: Final = 1.0  # of an execution that is alone on its instance

# Azure Storage, hot, and Event Grid.
WRITE: Final = 0.000005
READ: Final = 0.0000004
QUEUE_OPERATION: Final = 0.0000004
EVENT: Final = 0.0000006
KEPT_GB_MONTH: Final = 0.018
SENT_GB: Final = 0.087

# Azure Database for MySQL: dollars a month, and connections that a size takes by default.
DATABASES: Final = {
    "Standard_B1ms": (15, 171),
    "Standard_B2s": (52, 341),
    "Standard_D2ads_v5": (128, 683),
    "Standard_D4ads_v5": (256, 1365),
}

# What Azure allows without being asked.
REGION_CORES: Final = 250  # of Flex Consumption, for a subscription in a region
ACCOUNT_REQUESTS: Final = 20_000  # a second, for a storage account
ACCOUNT_INGRESS_GBIT: Final = 60  # a second
QUEUE_MESSAGES: Final = 2_000  # a second, for one queue
TOPIC_EVENTS: Final = 5_000  # a second, for a topic

# AWS, us-east-1: Lambda on x86, API Gateway (REST), S3 and CloudFront.
LAMBDA_GB_SECOND: Final = 0.0000166667
LAMBDA_REQUEST: Final = 0.0000002
LAMBDA_CORE_MB: Final = 1769  # an execution with so much memory has one core; with less, a part of one
GATEWAY_REQUEST: Final = 0.0000035
S3_READ: Final = 0.0000004
CLOUDFRONT_REQUEST: Final = 0.000001
CLOUDFRONT_GB: Final = 0.085
