import pytest


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_both_sides_read_propose_and_agree_on_their_pages(talks, sign_in, client):
    talks.propose("firm")
    statuses = []
    for key in (talks.buyer, talks.admin):
        side = sign_in(key)
        for url in ("/negotiations", "/negotiations/1", "/negotiations/1/propose"):
            statuses.append(side.get(url).status_code)
    side = sign_in(talks.admin)
    statuses.append(
        side.post(
            "/negotiations/1/accept", data={"nonce": "a" * 43, "seen": "1"}
        ).status_code
    )
    statuses.append(side.get("/negotiations/1").status_code)
    statuses.append(sign_in(talks.buyer).get("/negotiations/1").status_code)
    statuses.append("/negotiate" in client.get(f"/offers/{talks.offer}").text)
    assert statuses == [200] * 6 + [303, 200, 200, True]
