import stat

import pytest

from market.settings import SettingMissing, from_environment

SECRETS = {
    "OPENLICENCE_ENV": "production",
    "SECRET_KEY": "a secret",
    "SECURITY_PASSWORD_SALT": "a salt",
    "SITE_HOSTS": "licences.example, www.licences.example",
}


@pytest.mark.parametrize("name", ["SECRET_KEY", "SECURITY_PASSWORD_SALT", "SITE_HOSTS"])
@pytest.mark.parametrize("empty", [True, False])
def test_a_missing_secret_stops_production_by_its_name(tmp_path, name, empty):
    environment = SECRETS | {"INSTANCE_DIR": str(tmp_path)}
    environment = environment | {name: ""} if empty else environment
    if not empty:
        del environment[name]

    with pytest.raises(SettingMissing, match=name):
        from_environment(environment, {})


def test_production_takes_its_secrets_from_the_environment(tmp_path):
    found = from_environment(SECRETS | {"INSTANCE_DIR": str(tmp_path)}, {})

    assert found["SECRET_KEY"] == SECRETS["SECRET_KEY"]
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["TRUSTED_HOSTS"] == ["licences.example", "www.licences.example"]
    assert not (tmp_path / "keys").exists()


def test_a_machine_of_one_s_own_makes_secrets_once_and_keeps_them(tmp_path):
    first = from_environment({"INSTANCE_DIR": str(tmp_path)}, {})
    second = from_environment({"INSTANCE_DIR": str(tmp_path)}, {})

    kept = tmp_path / "keys" / "secret_key"
    assert first["SECRET_KEY"] == second["SECRET_KEY"] != ""
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert first["SESSION_COOKIE_SECURE"] is False
    assert first["TRUSTED_HOSTS"] is None


def test_overrides_stand_above_the_environment(tmp_path):
    found = from_environment(
        {"INSTANCE_DIR": str(tmp_path), "SMTP_URL": "smtp://a"}, {"SMTP_URL": ""}
    )

    assert found["SMTP_URL"] == ""
