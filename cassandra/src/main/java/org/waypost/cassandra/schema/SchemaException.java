package org.waypost.cassandra.schema;

/** The schema can't be brought to what the program needs; the message says what was found, what was expected and what to do. */
public class SchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SchemaException(String message) {
        super(message);
    }

    public SchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
