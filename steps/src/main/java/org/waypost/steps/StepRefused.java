package org.waypost.steps;

import javax.mail.MessagingException;

/** A parameter that a mailet or matcher can't take; James shows the message and refuses to start. */
public final class StepRefused extends MessagingException {
    private static final long serialVersionUID = 1L;

    StepRefused(String step, String name, String value, String expected) {
        super(step + ": " + name + " is " + value + ", expected " + expected);
    }
}
