package org.waypost.engines.data;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Holds a var folder until it is killed. */
public final class LockHolder {

    private LockHolder() {}

    public static void main(String[] args) throws InterruptedException {
        VarFolder var = VarFolder.open(Path.of(args[0]), "1.0");
        System.out.println("held " + var.path());
        new CountDownLatch(1).await();
    }
}
