"""The data keys, each wrapped in a key that is not in the database."""

from typing import ClassVar

from django.db import models

from tenure.foundation.records.models import new_uid
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class DataKey(models.Model):
    """A key that seals values, itself sealed by a key-encrypting key of the keys folder."""

    sensitivity: ClassVar[Sensitivity] = Sensitivity.SYSTEM
    retention: ClassVar[Retention] = Retention.TECHNICAL

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    wrapped = models.BinaryField()
    key_name = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)


class KeyPrint(models.Model):
    """The mark by which a key of the keys folder is known again; nothing of the key can be told from it."""

    sensitivity: ClassVar[Sensitivity] = Sensitivity.SYSTEM
    retention: ClassVar[Retention] = Retention.TECHNICAL

    name = models.CharField(max_length=40, primary_key=True)
    mark = models.CharField(max_length=32)
