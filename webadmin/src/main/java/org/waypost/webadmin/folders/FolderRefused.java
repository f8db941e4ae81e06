package org.waypost.webadmin.folders;

/** What can't be done with a folder, in words for the administrator. */
public final class FolderRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as far as a program cares. */
    enum Kind {
        /** The name or the right can't be. */
        WRONG(400),
        /** There is no such thing. */
        MISSING(404),
        /** It is there already, or protected, or not empty. */
        CONFLICT(409);

        private final int status;

        Kind(int status) {
            this.status = status;
        }
    }

    private final Kind kind;

    FolderRefused(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    int status() {
        return kind.status;
    }
}
