package org.waypost.mailets.routing;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.mailet.Mail;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Takes mail out of the queue of one route: twice as many at once as the route may have connections, so that the mail of a
 * slow destination can wait for its turn without holding up others. The number can change while it runs.
 */
final class QueueConsumer extends BaseSubscriber<MailQueueItem> {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LAST_MAILS = Duration.ofSeconds(10);
    private static final Logger LOGGER = LoggerFactory.getLogger(QueueConsumer.class);

    /** Does what is due with a mail. */
    interface Work {
        void process(String route, Mail mail) throws MessagingException;
    }

    private final String route;
    private final MailQueue queue;
    private final Work work;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Scheduler dequeuing;
    private int allowed;
    private int asked;
    private int running;
    private boolean stopping;

    QueueConsumer(
            String route,
            MailQueue queue,
            int allowed,
            Work work,
            ExecutorService threads,
            ScheduledExecutorService timer) {
        this.route = route;
        this.queue = queue;
        this.allowed = allowed;
        this.work = work;
        this.threads = threads;
        this.timer = timer;
        this.dequeuing = Schedulers.newSingle("dequeue-" + route, true);
    }

    void start() {
        Flux.from(queue.deQueue())
                // What is being sent goes on when the queue fails: the retry stands before the subscriber.
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1))
                        .maxBackoff(Duration.ofMinutes(1))
                        .doBeforeRetry(
                                failure -> LOGGER.warn("The queue {} fails", queue.getName(), failure.failure())))
                .subscribeOn(dequeuing)
                .subscribe(this);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        ask();
    }

    /** How many connections there may be at once from now on. */
    void allow(int most) {
        synchronized (this) {
            allowed = most;
        }
        ask();
    }

    private void ask() {
        int more;
        synchronized (this) {
            more = stopping ? 0 : 2 * allowed - asked;
            if (more <= 0) {
                return;
            }
            asked += more;
        }
        request(more);
    }

    @Override
    protected void hookOnNext(MailQueueItem item) {
        boolean late;
        synchronized (this) {
            late = stopping;
            running++;
        }
        if (late) {
            leave(item);
        } else {
            threads.execute(() -> handle(item));
        }
    }

    private void handle(MailQueueItem item) {
        Mail mail = item.getMail();
        try {
            work.process(route, mail);
            item.done(CompletionStatus.SUCCESS);
            LifecycleUtil.dispose(mail);
            settled();
        } catch (MessagingException | RuntimeException e) {
            if (stops()) {
                leave(item);
                return;
            }
            LOGGER.error("Mail stays in the queue {} mail={}", queue.getName(), mail.getName(), e);
            var unused = timer.schedule(() -> leave(item), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void leave(MailQueueItem item) {
        try {
            item.done(CompletionStatus.RETRY);
        } catch (MailQueueException | RuntimeException e) {
            LOGGER.error(
                    "Mail can't be put back into the queue {}, it comes again at the next start", queue.getName(), e);
        } finally {
            LifecycleUtil.dispose(item.getMail());
            settled();
        }
    }

    private void settled() {
        synchronized (this) {
            running--;
            asked--;
            notifyAll();
        }
        ask();
    }

    /** Whether nothing is being sent. */
    synchronized boolean idle() {
        return running == 0;
    }

    @Override
    protected void hookOnError(Throwable failure) {
        LOGGER.error("The queue {} is not read any more", queue.getName(), failure);
    }

    private synchronized boolean stops() {
        return stopping;
    }

    synchronized void takeNoMore() {
        stopping = true;
    }

    /** Takes no more mail and waits for what is being sent, for a while; what isn't done by then comes again. */
    void stop() {
        synchronized (this) {
            stopping = true;
            long deadline = System.nanoTime() + LAST_MAILS.toNanos();
            try {
                for (long left = LAST_MAILS.toMillis(); running > 0 && left > 0; ) {
                    wait(left);
                    left = (deadline - System.nanoTime()) / 1_000_000;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        cancel();
        dequeuing.dispose();
    }
}
