package org.waypost.mailets.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteTable;
import org.waypost.mailets.routing.Parts.Part;

/**
 * The queues: one for each route, with a consumer while the route is there or its queue holds mail.
 *
 * <p>When the table changes, queues whose mail would now be sent otherwise are gone through at once, mail that waits for its
 * next attempt included. Mail of a removed route leaves its queue that way, for the routes that take it now.
 */
final class Outgoing {
    private static final Duration TIDYING = Duration.ofSeconds(30);
    private static final int LOOKED_AT = 10_000;
    private static final Logger LOGGER = LoggerFactory.getLogger(Outgoing.class);

    private final MailQueueFactory<?> factory;
    private final String prefix;
    private final ExecutorService threads = Executors.newCachedThreadPool(daemon("routed-delivery"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon("routed-queues"));
    private final Map<String, MailQueue> queues = new HashMap<>();
    private final Map<String, QueueConsumer> consumers = new HashMap<>();
    private final Set<String> leaving = new HashSet<>();
    private QueueConsumer.Work work;
    private RouteTable table;
    private boolean stopped;

    Outgoing(MailQueueFactory<?> factory, String prefix) {
        this.factory = factory;
        this.prefix = prefix;
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Begins to send. */
    synchronized void start(RouteTable first, List<String> removed, QueueConsumer.Work sender)
            throws MailQueueException {
        work = sender;
        table = first;
        first.routes().forEach(route -> consumer(route.name()));
        for (String name : removed) {
            if (queue(name) instanceof ManageableMailQueue left && left.getSize() > 0) {
                consumer(name);
                left.flush();
            }
        }
        var unused =
                timer.scheduleWithFixedDelay(this::tidy, TIDYING.toMillis(), TIDYING.toMillis(), TimeUnit.MILLISECONDS);
    }

    private MailQueue queue(String route) {
        return queues.computeIfAbsent(
                route,
                name -> factory.createQueue(
                        MailQueueName.of(name.equals(Route.DEFAULT) ? prefix : prefix + "-" + name)));
    }

    private QueueConsumer consumer(String route) {
        leaving.remove(route);
        return consumers.computeIfAbsent(route, name -> {
            QueueConsumer consumer = new QueueConsumer(name, queue(name), connections(name), work, threads, timer);
            consumer.start();
            return consumer;
        });
    }

    private int connections(String route) {
        return table.named(route).orElse(Route.STANDARD).connections();
    }

    /** Puts the recipients of a part into the queue of its route. */
    void put(Part part, Mail mail, Duration delay) throws MailQueueException {
        MailQueue queue;
        synchronized (this) {
            if (stopped) {
                throw new MailQueueException("The server stops");
            }
            queue = queue(part.route().name());
        }
        mail.setRecipients(part.recipients());
        String whole = mail.getName().split("-to-", 2)[0];
        mail.setName(
                whole + "-to-" + (part.destination().isEmpty() ? part.route().name() : part.destination()));
        if (delay.isZero()) {
            queue.enQueue(mail);
        } else {
            queue.enQueue(mail, delay);
        }
        synchronized (this) {
            if (!stopped) {
                consumer(part.route().name());
            }
        }
    }

    /** Follows a change of the table; the work is done on a thread of its own. */
    void follow(RouteTable next) {
        timer.execute(() -> {
            try {
                change(next);
            } catch (RuntimeException e) {
                LOGGER.error("The queues could not follow the change of the routes", e);
            }
        });
    }

    private void change(RouteTable next) {
        Map<String, MailQueue> known;
        Set<String> changed = new HashSet<>();
        synchronized (this) {
            RouteTable before = table;
            table = next;
            if (stopped) {
                return;
            }
            next.routes().forEach(route -> consumer(route.name()).allow(route.connections()));
            known = Map.copyOf(queues);
            known.keySet().stream()
                    .filter(name -> !before.named(name).equals(next.named(name)))
                    .forEach(changed::add);
        }
        known.forEach((name, queue) -> {
            if (queue instanceof ManageableMailQueue manageable) {
                again(name, manageable, changed.contains(name), next);
            }
        });
    }

    private static void again(String name, ManageableMailQueue queue, boolean changed, RouteTable next) {
        try {
            if (changed && queue.getSize() > 0 || !changed && misplaced(name, queue, next)) {
                LOGGER.info(
                        "Decided anew, as the routes changed: {} mails of the queue {}",
                        queue.flush(),
                        queue.getName());
            }
        } catch (MailQueueException e) {
            LOGGER.error(
                    "The queue {} can't be gone through; its mail is decided anew at its next attempt",
                    queue.getName(),
                    e);
        }
    }

    /** Whether mail that waits in a queue takes another route now; looks no further than {@link #LOOKED_AT} mails. */
    private static boolean misplaced(String name, ManageableMailQueue queue, RouteTable table)
            throws MailQueueException {
        ManageableMailQueue.MailQueueIterator mails = queue.browse();
        try {
            for (int count = 0; count < LOOKED_AT && mails.hasNext(); count++) {
                List<Part> parts = Parts.of(mails.next().getMail(), table);
                if (parts.stream().anyMatch(part -> !part.route().name().equals(name))) {
                    return true;
                }
            }
            return false;
        } catch (MailQueueException e) {
            throw e;
        } catch (MessagingException e) {
            throw new MailQueueException("A mail of the queue can't be read", e);
        } finally {
            mails.close();
        }
    }

    /**
     * Ends consumers of removed routes whose queues are empty. A route must have been gone since the last look, so that
     * nobody who saw the table before is just putting mail there.
     */
    void tidy() {
        Map<String, QueueConsumer> ended = new HashMap<>();
        synchronized (this) {
            for (String name : Set.copyOf(consumers.keySet())) {
                if (table.named(name).isPresent() || !empty(name)) {
                    leaving.remove(name);
                } else if (!leaving.add(name)) {
                    ended.put(name, consumers.remove(name));
                    leaving.remove(name);
                }
            }
        }
        ended.forEach((name, consumer) -> {
            consumer.stop();
            LOGGER.info("The queue of the removed route {} is empty and not read any more", name);
        });
    }

    private boolean empty(String name) {
        try {
            return consumers.get(name).idle()
                    && queue(name) instanceof ManageableMailQueue manageable
                    && manageable.getSize() == 0;
        } catch (MailQueueException e) {
            LOGGER.warn("The size of the queue of the route {} can't be read: {}", name, e.getMessage());
            return false;
        }
    }

    /** The names of routes whose queues are read. */
    synchronized Set<String> read() {
        return Set.copyOf(consumers.keySet());
    }

    /**
     * Ends sending, and waits a while for what is being sent.
     *
     * @param waiting sends back mail that waits for its turn
     */
    void stop(Runnable waiting) {
        Map<String, QueueConsumer> running;
        synchronized (this) {
            running = Map.copyOf(consumers);
            consumers.clear();
        }
        running.values().forEach(QueueConsumer::takeNoMore);
        waiting.run();
        running.values().parallelStream().forEach(QueueConsumer::stop);
        synchronized (this) {
            stopped = true;
        }
        timer.shutdownNow();
        threads.shutdown();
        queues.values().forEach(queue -> {
            try {
                queue.close();
            } catch (IOException e) {
                LOGGER.warn("The queue {} can't be closed: {}", queue.getName(), e.getMessage());
            }
        });
    }
}
