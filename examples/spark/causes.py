#!/usr/bin/env python3
"""Judges the recordings of a bucket with Spark and counts what is behind the failures.

    spark-submit examples/spark/causes.py 's3a://captures/2026-11/*' counts --program /opt/corslens

Each recording is piped through `corslens check - --format jsonl` on the machine where Spark has it.
Two folders of CSV files come out:

    counts/causes       week, cause, host, requests, recordings
    counts/unreadable   file, message: what could not be read, or only in part

A recording must fit into the memory of an executor's Python worker; corslens itself needs little.
"""

import argparse
import datetime
import json
import subprocess
import urllib.parse

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

FAILURE = "file string, week string, cause string, host string"
TROUBLE = "file string, message string"


def judge(program, recordings):
    """For each recording its failed requests, and what corslens said on standard error."""
    command = [program, "check", "-", "--format", "jsonl", "--filter", "verdict:blocked,failed",
               "--fail-on", "never", "--partial-ok"]
    for file, content in recordings:
        run = subprocess.run(command, input=bytes(content), capture_output=True, check=False)
        for line in run.stdout.splitlines():
            yield ("failure", failure(file, json.loads(line)))
        message = run.stderr.decode("utf-8", "replace").strip()
        if message:
            yield ("trouble", (file, message.replace("\n", "; ")))


def failure(file, exchange):
    """The cell of the table that a failed request counts for."""
    because = exchange["verdicts"]["recorded_by"]["because"]
    # A cause is named `kind@host`; where none was found, the rule stands for it.
    cause = (exchange["cause"] or because or "unknown").split("@")[0]
    return (file, week(exchange["started"]), cause, urllib.parse.urlsplit(exchange["url"]).netloc)


def week(started):
    """The Monday of its week, as a date; None where a recorder wrote no such time."""
    try:
        day = datetime.date.fromisoformat((started or "")[:10])
    except ValueError:
        return None
    return (day - datetime.timedelta(days=day.weekday())).isoformat()


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("recordings", help="files, folders or patterns that Spark can read, with commas between")
    parser.add_argument("counts", help="the folder to write")
    parser.add_argument("--program", default="corslens", help="the program on every machine")
    parser.add_argument("--partitions", type=int, default=None, help="in how many parts to judge")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("corslens").getOrCreate()
    recordings = spark.sparkContext.binaryFiles(arguments.recordings, arguments.partitions)
    program = arguments.program
    told = recordings.mapPartitions(lambda part: judge(program, part)).cache()

    failures = told.filter(lambda row: row[0] == "failure").map(lambda row: row[1])
    counts = (
        spark.createDataFrame(failures, FAILURE)
        .groupBy("week", "cause", "host")
        .agg(F.count("*").alias("requests"), F.countDistinct("file").alias("recordings"))
        .orderBy("week", F.desc("requests"), "cause", "host")
    )
    troubles = told.filter(lambda row: row[0] == "trouble").map(lambda row: row[1])
    counts.write.mode("overwrite").csv(f"{arguments.counts}/causes", header=True)
    troubles = spark.createDataFrame(troubles, TROUBLE).orderBy("file")
    troubles.write.mode("overwrite").csv(f"{arguments.counts}/unreadable", header=True)
    spark.stop()


if __name__ == "__main__":
    main()
