/* Copyright the SMO contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * How one post goes out, as engine/delivery does it: for `spin`, which tries every order in which
 * workers, the network, the clock, the repository's flush and kills may follow each other.
 * See README.md beside this file for what each name of the preprocessor stands for.
 */

#ifndef NODES
#define NODES 2
#endif
#ifndef WORKERS
#define WORKERS 2 /* threads in all, spread over the nodes */
#endif
#ifndef KILLS
#define KILLS 2
#endif
#ifndef LOSSES
#define LOSSES 2 /* requests that do not arrive, and answers that do not come back */
#endif
#ifndef ATTEMPTS
#define ATTEMPTS 4 /* one more than may be begun */
#endif

mtype = { scheduled, queued, sending, unknown, sent, attention }

typedef Record {
  mtype state = scheduled;
  byte attempt; /* the last that was begun; 0 for none */
  byte owner;   /* the node that carries it, while sending */
  byte boot     /* in its how-manieth life */
}

Record kept;    /* what a session sees */
Record flushed; /* what is on the disk of the segment store */
byte journal[NODES]; /* the last attempt that was noted on a node's own disk, synced */
byte boot[NODES] = 1;

/* The network: what it was asked for, and what it has. */
bool inFlight[ATTEMPTS];
bool answered[ATTEMPTS]; /* "published" is on its way back */
bool refused[ATTEMPTS];  /* "not now" is: certainly nothing was done */
byte copies;
byte kills = KILLS, losses = LOSSES;

/* Time: the deadline of an attempt; and when all that was sent before it has arrived or never will. */
bool past[ATTEMPTS];
bool settled[ATTEMPTS];

/* A step that a thread takes while its node lives: a killed one takes none. */
#define alive (boot[node] == life)

#ifdef BELIEVE_EARLY
#define BELIEVED true
#else
#define BELIEVED settled[kept.attempt]
#endif

#ifdef ANY_ATTEMPT
#define OWN true
#define ASKED true
#else
#define OWN (kept.attempt == mine)
#define ASKED (kept.attempt == asked)
#endif

inline move(to) {
  assert(!(to == sent) || copies == 1);
  kept.state = to
}

inline arrive(a) {
#ifdef KEYED
  copies = 1;
#else
  copies++;
#endif
  assert(copies <= 1)
}

active [WORKERS] proctype Worker() {
  byte node = _pid % NODES;
  byte life = 0;
  byte mine = 0;  /* the attempt that this thread carries */
  byte asked = 0; /* the one that it asks for */
  bool has = false;

start:
  atomic { life = boot[node]; mine = 0; asked = 0; has = false }

  do
  :: atomic { (alive && kept.state == scheduled) -> move(queued) }

  /* Attempts.begin: what the journal knows and the repository has forgotten is asked for first. */
  :: atomic { (alive && kept.state == queued) ->
       if
#ifndef NO_JOURNAL
       :: journal[node] > kept.attempt ->
            kept.attempt = journal[node];
            move(unknown)
       :: else ->
#else
       :: true ->
#endif
            assert(kept.attempt < ATTEMPTS - 1);
            kept.attempt++;
            kept.owner = node;
            kept.boot = boot[node];
            mine = kept.attempt;
            move(sending)
       fi }
     if
     :: mine > 0 -> break
     :: else
     fi

  /* Another run of this node carried it, or its time is over: nobody knows. */
  :: atomic { (alive && kept.state == sending
         && (past[kept.attempt] || (kept.owner == node && kept.boot != boot[node]))) ->
       move(unknown) }

  /* PostReconciler: asks, and believes "not there" only when nothing can arrive any more. What it
   * hears counts for the attempt it asked for. */
  :: atomic { (alive && kept.state == unknown && BELIEVED) -> asked = kept.attempt; has = copies > 0 }
     atomic {
       if
       :: (alive && kept.state == unknown && ASKED) ->
            if
            :: has -> move(sent)
            :: (!has && kept.attempt < ATTEMPTS - 1) -> move(scheduled)
            :: true -> move(attention) /* the network cannot tell, or it was tried too often */
            fi
       :: else
       fi;
       asked = 0;
       has = false
     }

  :: atomic { (alive && kept.state == sent && flushed.state == sent) -> goto done }
  :: atomic { (alive && kept.state == attention && flushed.state == attention) -> goto done }
  :: atomic { !alive -> goto start }
  od;

  /* The attempt is noted on the node's own disk before the call, and never put over a later one. */
  atomic {
    if
#if defined(JOURNAL_OVERWRITTEN) || defined(NO_JOURNAL)
    :: alive -> journal[node] = mine
#else
    :: (alive && journal[node] < mine) -> journal[node] = mine
#endif
    :: else -> goto start
    fi
  }

  /* The call: not begun when its deadline is over, however long this thread was stalled. */
  atomic {
    if
    :: !alive -> goto start
#ifndef NO_DEADLINE
    :: (alive && past[mine]) -> goto start
    :: (alive && !past[mine]) -> inFlight[mine] = true
#else
    :: alive -> inFlight[mine] = true
#endif
    fi
  }

  /* The answer, or its end. It counts for its own attempt only; a late
   * "published" settles the post in whatever state it finds it. */
  if
  :: atomic { (alive && answered[mine]) ->
       if
       :: (OWN && kept.state != sent) ->
            move(sent)
       :: else
       fi }
  :: atomic { (alive && refused[mine]) ->
       if
       :: (OWN && kept.state == sending && kept.attempt < ATTEMPTS - 1) -> move(scheduled)
       :: (OWN && kept.state == sending && kept.attempt == ATTEMPTS - 1) -> move(attention)
       :: else
       fi }
  :: atomic { (alive && settled[mine] && !answered[mine] && !refused[mine]) ->
       if
       :: (OWN && kept.state == sending) -> move(unknown)
       :: else
       fi }
  :: atomic { !alive -> skip }
  fi;
  goto start;

done:
  skip
}

/* What arrives is done; what does not, and what is not answered, is lost. */
active proctype Network() {
  byte a;
end:
  do
  :: atomic { inFlight[1] -> a = 1; goto serve }
  :: atomic { inFlight[2] -> a = 2; goto serve }
  :: atomic { inFlight[3] -> a = 3; goto serve }

  od;

serve:
  atomic {
    if
    :: arrive(a); answered[a] = true
    :: losses > 0 -> losses--; arrive(a)
    :: losses > 0 -> losses--
    :: losses > 0 -> losses--; refused[a] = true
    fi;
    inFlight[a] = false;
    a = 0
  }
  goto end
}

/* Time passes: first the deadline, and later the time in which a request may still arrive. */
active proctype Clock() {
end:
  do
  :: atomic { kept.attempt > 0 && !past[kept.attempt] -> past[kept.attempt] = true }
  :: atomic { past[1] && !inFlight[1] && !settled[1] -> settled[1] = true }
  :: atomic { past[2] && !inFlight[2] && !settled[2] -> settled[2] = true }
  :: atomic { past[3] && !inFlight[3] && !settled[3] -> settled[3] = true }
  od
}

/* Oak's segment store writes what was committed to its disk some seconds later. */
inline flush() {
  flushed.state = kept.state;
  flushed.attempt = kept.attempt;
  flushed.owner = kept.owner;
  flushed.boot = kept.boot
}

active proctype Flush() {
end:
  do
  :: atomic { flushed.state != kept.state || flushed.attempt != kept.attempt -> flush() }
  od
}

active proctype Killer() {
end:
  do
  :: atomic { kills > 0 ->
       kills--;
       if
       :: boot[0]++
#if NODES > 1
       :: boot[1]++
#endif
       fi;
#ifdef FORGETS
       kept.state = flushed.state;
       kept.attempt = flushed.attempt;
       kept.owner = flushed.owner;
       kept.boot = flushed.boot
#endif
     }
  od
}

/* Kills and losses end; then the post is out, or a person has been asked. */
ltl never_lost { <> [] (kept.state == sent || kept.state == attention) }
