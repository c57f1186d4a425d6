"""Who signs in, and what each may do over what."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access.managers import GuardedManager
from tenure.foundation.audit.history import tracked
from tenure.foundation.effective.models import Effective
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class UserManager(GuardedManager, BaseUserManager["User"]):
    """Makes users; without a password nobody can sign in with one."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, Record):
    """An account that signs in. It has no rights of its own: grants give them."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email


@tracked(looks_back=False)
class Role(Record):
    """A named set of permissions. ``implied`` roles belong to every user who is a person."""

    sensitivity = Sensitivity.SYSTEM
    retention = Retention.ACCOUNT

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300, blank=True)
    implied = models.BooleanField(default=False)
    second_factor = models.BooleanField(default=False)
    shipped = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


@tracked(looks_back=False)
class RolePermission(Record):
    """One permission of a role, over a fixed scope, or over the scope of each grant."""

    sensitivity = Sensitivity.SYSTEM
    retention = Retention.ACCOUNT

    GRANTED: ClassVar[str] = "granted"

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="permissions")
    permission = models.CharField(max_length=80)
    scope = models.CharField(max_length=40, default=GRANTED)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["role", "permission", "scope"], name="role_permission_once")
        ]


class RoleVersion(Record):
    """What a role allows, as a draft, as it holds, or as it held: pairs of permission and scope.

    A role without versions allows what ships; ``based_on`` is what held when the draft was made.
    """

    sensitivity = Sensitivity.SYSTEM
    retention = Retention.ACCOUNT

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("Holds now")
        PAST = "past", _("Held before")
        DROPPED = "dropped", _("Thrown away")

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    lines = models.JSONField()
    based_on = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    activated_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    active_from = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["role", "number"], name="role_version_number"),
            models.UniqueConstraint(
                fields=["role"], condition=Q(state="draft"), name="role_version_one_draft"
            ),
            models.UniqueConstraint(
                fields=["role"], condition=Q(state="active"), name="role_version_one_active"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "active", "past", "dropped")), name="role_version_state"
            ),
        ]


@tracked(looks_back=False)
class Grant(Effective):
    """A user holds a role over a scope: everyone, some legal entities, units or places."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT
    owners = ("user", "role")
    facts = ("scope", "targets")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    scope = models.CharField(max_length=40, default="everyone")
    targets = ArrayField(models.BigIntegerField(), default=list, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            models.CheckConstraint(
                condition=Q(scope="everyone", targets=[]) | ~Q(scope="everyone"),
                name="grant_everyone_has_no_targets",
            ),
        ]


class GrantReview(Record):
    """Somebody looked at a grant and found that it is still needed. Lines are added, never changed."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="reviews")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)


class Invitation(Record):
    """A letter that lets somebody make an account, once, before it expires."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT

    email = models.EmailField()
    person_uid = models.UUIDField(null=True, blank=True)
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=40, default="everyone")
    targets = ArrayField(models.BigIntegerField(), default=list, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class Token(Record):
    """A key for programs; it sees what its owner sees, less what its scopes leave out."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=80), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)


class Attempt(Record):
    """How often signing in failed for one key, and until when that key has to wait."""

    sensitivity = Sensitivity.SYSTEM
    retention = Retention.TECHNICAL

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True, blank=True)


class CacheEntry(models.Model):
    """One line of the cache that all processes share; Django's database cache reads and writes it."""

    sensitivity: ClassVar[Sensitivity] = Sensitivity.SYSTEM
    retention: ClassVar[Retention] = Retention.TECHNICAL

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache"
