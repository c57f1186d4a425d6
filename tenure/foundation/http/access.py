"""What the edge remembers is machinery."""

from tenure.foundation.access import machinery

from .models import Bucket, Replay

machinery(Bucket, Replay)
