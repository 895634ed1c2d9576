"""Tables of patents to send, as text."""

import io
from datetime import timedelta

import sqlalchemy as sa

from market import clock
from market.catalogue.chinese_numbers import check_digit
from market.jobs import Job, JobState
from market.worker import LOST_AFTER

PAGE = "/office/patents/import"


def many(count, first=0):
    """Return a table of so many sound rows."""
    numbers = [f"20211{n:07d}" for n in range(first, first + count)]
    rows = (f"ZL{digits}.{check_digit(digits)},第{digits}号装置" for digits in numbers)
    return "专利号,名称\n" + "\n".join(rows)


def send(client, content, name="patents.csv"):
    """Send a file to the page of imports."""
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(PAGE, data={"file": (io.BytesIO(content), name)})


# Among the sound rows: a wrong check digit, another title of an earlier row's patent,
# a blank title, no number.
FAULTY = "ZL202111029984.3,x\nZL202110000003.5,另一个名称\nUS8930553,\nwhat,y\n"


def with_faults(count):
    """Return a table of twice so many sound rows with four faulty ones between."""
    later = many(count, first=count).partition("\n")[2]
    return f"{many(count)}\n{FAULTY}{later}"


def lose_job(session):
    """Let the heartbeat of a dead worker grow old."""
    long_ago = clock.now_utc() - LOST_AFTER - timedelta(seconds=1)
    running = sa.update(Job).where(Job.state == JobState.RUNNING)
    with session.get_bind().execution_options(reading=False).begin() as connection:
        connection.execute(running.values(heartbeat_at=long_ago))
