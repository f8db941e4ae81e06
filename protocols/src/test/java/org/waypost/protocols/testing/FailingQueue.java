package org.waypost.protocols.testing;

import java.lang.reflect.Proxy;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.smtpserver.SendMailHandler;

/** A queue that takes nothing, as one whose disk is full. */
public final class FailingQueue {

    private FailingQueue() {}

    /** The hook that puts mail into such a queue. */
    public static SendMailHandler handler() {
        MailQueue queue = proxy(MailQueue.class, null);
        return new SendMailHandler(proxy(MailQueueFactory.class, queue));
    }

    private static <T> T proxy(Class<T> type, Object created) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getName().equals("createQueue")) {
                return created;
            }
            if (method.getName().equals("close")) {
                return null;
            }
            throw new MailQueue.MailQueueException("the disk is full");
        }));
    }
}
