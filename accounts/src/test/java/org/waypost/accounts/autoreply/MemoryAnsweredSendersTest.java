package org.waypost.accounts.autoreply;

import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;

class MemoryAnsweredSendersTest implements AnsweredSendersContract {
    private AnsweredSenders answered;

    @BeforeEach
    void setUp() {
        answered = new MemoryAnsweredSenders(Clock.systemUTC());
    }

    @Override
    public AnsweredSenders answered() {
        return answered;
    }
}
