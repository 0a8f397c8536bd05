//! A bounded queue for work that takes long: few threads, and no job twice at a time.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::preview::mutex::lock;

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintProgress {
    /// It is done.
    Done,
    /// It runs, or waits until a thread is free.
    Waiting,
    /// The queue is full: the job is not in it.
    Busy,
}

/// Work that takes long. Two that are equal are the same job.
pub trait Job: Clone + PartialEq + Send + 'static {
    /// Does it. It must not panic: its thread would be lost.
    fn execute(&self);

    /// Whether somebody could still ask for what comes of it.
    fn is_wanted(&self) -> bool;
}

/// Jobs that wait and run. Threads are started when they are needed, and stay.
pub struct JobQueue<J> {
    shared: Arc<QueueState<J>>,
}

struct QueueState<J> {
    jobs: Mutex<Jobs<J>>,
    is_added: Condvar,
    max_threads: usize,
    max_waiting: usize,
}

struct Jobs<J> {
    waiting: VecDeque<J>,
    running: Vec<J>,
    threads: usize,
}

impl<J: Job> JobQueue<J> {
    /// A queue without jobs.
    #[must_use]
    pub fn new(max_threads: usize, max_waiting: usize) -> Self {
        let jobs = Mutex::new(Jobs { waiting: VecDeque::new(), running: Vec::new(), threads: 0 });
        Self { shared: Arc::new(QueueState { jobs, is_added: Condvar::new(), max_threads, max_waiting }) }
    }

    /// Adds a job at the end, unless it waits or runs already.
    pub fn add(&self, job: J) -> PrintProgress {
        let mut jobs = lock(&self.shared.jobs);
        jobs.waiting.retain(J::is_wanted);
        if jobs.waiting.contains(&job) || jobs.running.contains(&job) {
            return PrintProgress::Waiting;
        }
        if jobs.waiting.len() >= self.shared.max_waiting {
            return PrintProgress::Busy;
        }
        let idle = jobs.threads - jobs.running.len();
        if idle <= jobs.waiting.len() && jobs.threads < self.shared.max_threads {
            let shared = Arc::clone(&self.shared);
            let thread = std::thread::Builder::new().name("printer".into()).spawn(move || run_jobs(&shared));
            jobs.threads += usize::from(thread.is_ok());
        }
        if jobs.threads == 0 {
            // The system gives no thread just now.
            return PrintProgress::Busy;
        }
        jobs.waiting.push_back(job);
        self.shared.is_added.notify_one();
        PrintProgress::Waiting
    }

    /// Removes the jobs that have not begun.
    pub fn clear(&self) {
        lock(&self.shared.jobs).waiting.clear();
    }
}

/// Runs one job after another.
fn run_jobs<J: Job>(shared: &QueueState<J>) {
    // Making pages and printing both share their work among the threads of a pool. This thread is a
    // pool by itself, so that a sheet that takes for ever keeps no page waiting.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    debug_assert!(pool.is_ok(), "the thread is new");
    loop {
        let mut jobs = lock(&shared.jobs);
        let job = loop {
            match jobs.waiting.pop_front() {
                Some(job) => break job,
                None => jobs = shared.is_added.wait(jobs).unwrap_or_else(PoisonError::into_inner),
            }
        };
        jobs.running.push(job.clone());
        drop(jobs);
        job.execute();
        lock(&shared.jobs).running.retain(|running| *running != job);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    use super::*;

    /// A job that counts how often it runs, and runs until it is told to end.
    #[derive(Clone)]
    struct Slow {
        name: usize,
        runs: Arc<AtomicUsize>,
        may_end: Arc<Mutex<bool>>,
    }

    impl PartialEq for Slow {
        fn eq(&self, other: &Self) -> bool {
            self.name == other.name
        }
    }

    impl Job for Slow {
        fn execute(&self) {
            self.runs.fetch_add(1, Ordering::SeqCst);
            while !*lock(&self.may_end) {
                std::thread::sleep(Duration::from_millis(1));
            }
        }

        fn is_wanted(&self) -> bool {
            self.name < 1000
        }
    }

    /// A queue of two threads and three places, and jobs for it.
    fn queue() -> (JobQueue<Slow>, impl Fn(usize) -> Slow, impl Fn(usize)) {
        let (runs, may_end) = (Arc::<AtomicUsize>::default(), Arc::<Mutex<bool>>::default());
        let count = Arc::clone(&runs);
        let job = move |name| Slow { name, runs: Arc::clone(&runs), may_end: Arc::clone(&may_end) };
        let has_run = move |times| {
            let began = Instant::now();
            while count.load(Ordering::SeqCst) < times && began.elapsed() < Duration::from_secs(20) {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_millis(20));
            assert_eq!(count.load(Ordering::SeqCst), times);
        };
        (JobQueue::new(2, 3), job, has_run)
    }

    #[test]
    fn a_job_runs_once_however_often_it_is_added() {
        let (queue, job, has_run) = queue();
        for _ in 0..600 {
            assert_eq!(queue.add(job(1)), PrintProgress::Waiting);
        }
        has_run(1);
        *lock(&job(1).may_end) = true;
        while !lock(&queue.shared.jobs).running.is_empty() {
            std::thread::sleep(Duration::from_millis(1));
        }
        // Whether it is to run again is for those to say who add it.
        assert_eq!(queue.add(job(1)), PrintProgress::Waiting);
        has_run(2);
    }

    #[test]
    fn no_more_run_than_there_are_threads_and_no_more_wait_than_there_is_room() {
        let (queue, job, has_run) = queue();
        assert_eq!((queue.add(job(1)), queue.add(job(2))), (PrintProgress::Waiting, PrintProgress::Waiting));
        has_run(2);
        for name in 3..6 {
            assert_eq!(queue.add(job(name)), PrintProgress::Waiting, "{name}");
        }
        for name in 6..600 {
            assert_eq!(queue.add(job(name)), PrintProgress::Busy, "{name}");
        }
        // Those that run or wait are still known.
        assert_eq!((queue.add(job(1)), queue.add(job(5))), (PrintProgress::Waiting, PrintProgress::Waiting));
        has_run(2);
        *lock(&job(1).may_end) = true;
        has_run(5);
        assert_eq!(lock(&queue.shared.jobs).threads, 2);
    }

    #[test]
    fn what_nobody_wants_any_more_takes_no_place() {
        let (queue, job, has_run) = queue();
        for name in [1, 2] {
            queue.add(job(name));
        }
        has_run(2);
        for name in 1000..1600 {
            assert_eq!(queue.add(job(name)), PrintProgress::Waiting, "{name}");
        }
        assert_eq!(queue.add(job(3)), PrintProgress::Waiting);
        *lock(&job(1).may_end) = true;
        has_run(3);
    }

    #[test]
    fn what_has_not_begun_can_be_removed() {
        let (queue, job, has_run) = queue();
        for name in 1..=2 {
            queue.add(job(name));
        }
        has_run(2);
        for name in 3..=5 {
            queue.add(job(name));
        }
        queue.clear();
        assert_eq!(queue.add(job(6)), PrintProgress::Waiting);
        *lock(&job(1).may_end) = true;
        has_run(3);
    }
}
