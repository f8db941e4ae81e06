package org.apache.james.events;

/** Opens James' contract, which is visible in its own package only, to tests elsewhere. */
public interface DeadLettersSuite extends EventDeadLettersContract.AllContracts {

    /** The serialiser that goes with the events of the contract. */
    static EventSerializer serializer() {
        return new EventBusTestFixture.TestEventSerializer();
    }
}
