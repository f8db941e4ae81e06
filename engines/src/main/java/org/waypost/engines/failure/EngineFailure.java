package org.waypost.engines.failure;

/** An engine or its data can't be used; says so in words that a sysadmin can act on. */
public abstract sealed class EngineFailure extends RuntimeException
        permits DataLocked,
                DiskFull,
                EngineDied,
                FolderUnusable,
                LayoutMissing,
                NewerData,
                NotReadyInTime,
                PortTaken,
                WrongJava {
    private static final long serialVersionUID = 1L;

    private final String whatHappened;
    private final String value;
    private final String whatToDo;

    EngineFailure(String whatHappened, String value, String whatToDo, Throwable cause) {
        super(whatHappened + ": " + value + ". " + whatToDo, cause);
        this.whatHappened = whatHappened;
        this.value = value;
        this.whatToDo = whatToDo;
    }

    /** One clause without a full stop. */
    public String whatHappened() {
        return whatHappened;
    }

    /** The port, folder, size or version that it is about. */
    public String value() {
        return value;
    }

    /** One or more sentences. */
    public String whatToDo() {
        return whatToDo;
    }
}
