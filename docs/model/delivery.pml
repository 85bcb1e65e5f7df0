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

#ifdef APPROVAL
#define FIRST awaiting
#else
#define FIRST scheduled
#endif

mtype = { awaiting, held, scheduled, queued, sending, unknown, sent, attention, cancelled }

typedef Record {
  mtype state = FIRST;
  byte attempt;   /* the last that was begun; 0 for none */
  byte decisions; /* how many people have made */
  byte words = 1; /* which words it has; a correction of its page gives it the next */
  byte owner;     /* the node that carries it, while sending */
  byte boot       /* in its how-manieth life */
}

Record kept;    /* what a session sees */
Record flushed; /* what is on the disk of the segment store */
Record noted[NODES]; /* the record as it was last noted on a node's own disk, synced */
Record blank;
byte boot[NODES] = 1;

/* What people did and were told that it is done. */
bool calledOff;
bool finished;
bool approved[3]; /* those words were read, and approved */

/* The network: what it was asked for, and what it has. */
bool inFlight[ATTEMPTS];
byte carries[ATTEMPTS]; /* with which words */
bool answered[ATTEMPTS]; /* "published" is on its way back */
bool refused[ATTEMPTS];  /* "not now" is: certainly nothing was done */
byte copies;
bool shows[3]; /* it shows a post of these words, and knows posts by nothing else */
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

inline copy(from, to) {
  to.state = from.state;
  to.attempt = from.attempt;
  to.decisions = from.decisions;
  to.words = from.words;
  to.owner = from.owner;
  to.boot = from.boot
}

/* Attempts and decisions only grow, so they say which of two records is older. */
#define OLDER(a, b) (a.attempt < b.attempt || (a.attempt == b.attempt && a.decisions < b.decisions))

/* Ledger.update: what the disk knows and the repository has forgotten is put back before any change. */
inline recall(node) {
  if
#ifndef NO_JOURNAL
  :: OLDER(kept, noted[node]) -> copy(noted[node], kept)
#endif
  :: else
  fi
}

#if defined(NO_RECALL) || defined(NO_JOURNAL)
#define recallFirst(node) skip
#else
#define recallFirst(node) recall(node)
#endif

/* Ledger.noteDecision, between the commit and the answer to the person. */
inline note(node, record) {
  if
#if !defined(NO_DECISIONS) && !defined(NO_JOURNAL)
  :: OLDER(noted[node], record) -> copy(record, noted[node])
#endif
  :: else
  fi
}

/* Answered "called off": no call follows; and what was never tried is not out. */
inline tell(decided) {
  atomic {
    if
    :: (alive && done) ->
         note(0, decided);
         calledOff = (decided.state == cancelled);
         assert(!calledOff || decided.attempt > 0 || copies == 0)
    :: else
    fi;
    done = false;
    copy(blank, decided)
  }
}

inline move(to) {
  assert(!(to == sent) || copies == 1);
  kept.state = to
}

inline arrive(a, said) {
  shows[said] = true;
#ifdef KEYED
  copies = 1;
#else
  copies++;
#endif
  assert(copies <= 1)
}

inline call() {
  assert(!calledOff);
#ifdef APPROVAL
  assert(approved[said]);
#endif
  carries[mine] = said;
  inFlight[mine] = true
}

active [WORKERS] proctype Worker() {
  byte node = _pid % NODES;
  byte life = 0;
  byte mine = 0;  /* the attempt that this thread carries */
  byte said = 0;  /* with these words */
  byte decided = 0;
  byte asked = 0; /* the one that it asks for */
  bool has = false;

start:
  atomic { life = boot[node]; mine = 0; said = 0; decided = 0; asked = 0; has = false }

  do
  :: atomic { (alive && kept.state == scheduled) ->
       recallFirst(node);
       if
       :: kept.state == scheduled -> move(queued)
       :: else
       fi }

  /* Attempts.begin. */
  :: atomic { (alive && kept.state == queued) ->
#ifdef NO_RECALL
       if
       :: noted[node].attempt > kept.attempt ->
            kept.attempt = noted[node].attempt;
            move(unknown)
       :: else
       fi;
#endif
       recallFirst(node);
       if
       :: kept.state == queued ->
            assert(kept.attempt < ATTEMPTS - 1);
            kept.attempt++;
            kept.owner = node;
            kept.boot = boot[node];
            mine = kept.attempt;
            said = kept.words;
            decided = kept.decisions;
            move(sending)
       :: else
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
  :: atomic { (alive && kept.state == unknown && BELIEVED) -> 
       asked = kept.attempt;
       has = shows[kept.words] }
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
  :: atomic { (alive && kept.state == cancelled && flushed.state == cancelled) -> goto done }
#ifdef APPROVAL
  :: atomic { (alive && finished && kept.state == flushed.state
         && (kept.state == awaiting || kept.state == held)) -> goto done }
#endif
  :: atomic { !alive -> goto start }
  od;

  /* The record is noted on the node's own disk before the call, and never put over a later one. */
  atomic {
    if
#if defined(JOURNAL_OVERWRITTEN) || defined(NO_JOURNAL)
    :: alive ->
#else
    :: (alive && noted[node].attempt < mine) ->
#endif
         noted[node].state = sending;
         noted[node].attempt = mine;
         noted[node].decisions = decided;
         noted[node].words = said;
         noted[node].owner = node;
         noted[node].boot = life
    :: else -> goto start
    fi
  }

  /* The call: not begun when its deadline is over, however long this thread was stalled. */
  atomic {
    if
    :: !alive -> goto start
#ifndef NO_DEADLINE
    :: (alive && past[mine]) -> goto start
    :: (alive && !past[mine]) -> call()
#else
    :: alive -> call()
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
    :: arrive(a, carries[a]); answered[a] = true
    :: losses > 0 -> losses--; arrive(a, carries[a])
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
active proctype Flush() {
end:
  do
  :: atomic { (flushed.state != kept.state || flushed.attempt != kept.attempt
         || flushed.decisions != kept.decisions || flushed.words != kept.words) ->
       copy(kept, flushed) }
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
       copy(flushed, kept)
#endif
     }
  od
}

#ifdef CORRECTED
/* The page is corrected: as long as certainly nothing was sent, its post follows it. */
active proctype Author() {
  atomic {
    recallFirst(0);
    if
    :: (kept.state == awaiting || kept.state == held || kept.state == scheduled
         || kept.state == queued) ->
         kept.words = 2;
         if
#if defined(APPROVAL) && !defined(APPROVAL_STAYS)
         :: kept.state != held -> move(awaiting)
#endif
         :: else
         fi
    :: else
    fi
  }
}
#endif

#if defined(APPROVAL) || defined(CALLED_OFF)
/* A person approves what was read, sends again what nobody approved in time, and calls off. */
active proctype Person() {
  byte node = 0;
  byte life = 0, words = 0, tries = 0;
  bool done = false;
  Record decided;
#ifdef APPROVAL
  do
  :: atomic { (tries < 2 && kept.state == awaiting) ->
       tries++;
       life = boot[0];
       words = kept.words }
     atomic {
       if
       :: alive ->
            recallFirst(0);
            if
#ifdef NO_REVISION
            :: kept.state == awaiting ->
#else
            :: (kept.state == awaiting && kept.words == words) ->
#endif
                 approved[words] = true;
                 kept.decisions++;
                 move(scheduled);
                 copy(kept, decided);
                 done = true
            :: else
            fi
       :: else
       fi;
       words = 0
     }
     tell(decided)
  :: atomic { (tries < 2 && kept.state == held) ->
       tries++;
       recallFirst(0);
       if
       :: kept.state == held -> move(awaiting)
       :: else
       fi }
  :: break
  od;
  tries = 0;
#endif
#ifdef CALLED_OFF
  life = boot[0];
  atomic {
    if
    :: alive ->
         recallFirst(0);
         if
         :: (kept.state == awaiting || kept.state == held || kept.state == scheduled
              || kept.state == queued || kept.state == attention) ->
              kept.decisions++;
              move(cancelled);
              copy(kept, decided);
              done = true
         :: else
         fi
    :: else
    fi
  }
  tell(decided);
#endif
  finished = true
}
#endif

#ifdef APPROVAL
/* Nobody approved it in time. */
active proctype Expiry() {
  atomic {
    recallFirst(0);
    if
    :: kept.state == awaiting -> move(held)
    :: else
    fi
  }
}
#endif

/* Kills and losses end; then the post is out, or a person has been asked. */
ltl never_lost { <> [] (kept.state == sent || kept.state == attention || kept.state == cancelled
  || kept.state == awaiting || kept.state == held) }
