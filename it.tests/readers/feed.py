"""What feedparser makes of a feed, as JSON. Usage: feed.py URL"""
import json
import sys

import feedparser

feed = feedparser.parse(sys.argv[1])
print(
    json.dumps(
        {
            "wrong": str(feed.get("bozo_exception", "")),
            "version": feed.version,
            "title": feed.feed.get("title", ""),
            "language": feed.feed.get("language", ""),
            "entries": [
                {
                    "title": entry.get("title", ""),
                    "link": entry.get("link", ""),
                    "id": entry.get("id", ""),
                    "dated": "published_parsed" in entry or "updated_parsed" in entry,
                }
                for entry in feed.entries
            ],
        }
    )
)
