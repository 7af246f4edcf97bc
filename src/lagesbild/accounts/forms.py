# SPDX-License-Identifier: EUPL-1.2
"""What is typed to get in: checked here, carried out by the views and operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from lagesbild.accounts.messages import WRONG_LOGIN


class LoginForm(forms.Form):
    """E-mail and password; ``user`` is who they belong to, once valid."""

    email = forms.EmailField(
        label="E-postadress",
        error_messages={
            "required": "Skriv din e-postadress.",
            "invalid": "Skriv hela adressen, till exempel anna@regionen.example.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Lösenord",
        strip=False,
        error_messages={"required": "Skriv ditt lösenord."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: Any = None

    def clean(self) -> dict[str, Any]:
        """The same sentence whether the address or the password is wrong: who has an account is not told."""
        said = super().clean() or {}
        if not self.errors:
            self.user = authenticate(
                self.request, username=said["email"].strip().lower(), password=said["password"]
            )
            if self.user is None:
                raise ValidationError(WRONG_LOGIN)
        return said


class PasswordForm(forms.Form):
    """A new password, typed once: it can be shown by the browser, and a link gives a new chance."""

    new_password = forms.CharField(
        label="Nytt lösenord",
        strip=False,
        help_text="Minst 12 tecken. Flera vanliga ord efter varandra går bra.",
        error_messages={"required": "Skriv ett lösenord, eller hoppa över."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self) -> str:
        """Raises ``ValidationError`` with every objection, in Swedish."""
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(PasswordForm):
    """As above, for one who has a password already and did not come by a link."""

    old_password = forms.CharField(
        label="Nuvarande lösenord",
        strip=False,
        error_messages={"required": "Skriv ditt nuvarande lösenord."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old_password", "new_password")

    def clean_old_password(self) -> str:
        """Raises ``ValidationError`` where it is not the present one."""
        password: str = self.cleaned_data["old_password"]
        if not self.user.check_password(password):
            raise ValidationError("Det är inte ditt nuvarande lösenord. Inget har ändrats.")
        return password
