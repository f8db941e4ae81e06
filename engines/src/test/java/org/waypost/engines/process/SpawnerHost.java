package org.waypost.engines.process;

import java.util.concurrent.CountDownLatch;

/** Spawns two children from different threads that end at once, prints their process ids, and stays until it is killed. */
public final class SpawnerHost {

    private SpawnerHost() {}

    public static void main(String[] args) throws Exception {
        StringBuilder line = new StringBuilder("spawned");
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> {
                try {
                    line.append(' ')
                            .append(Spawner.start(new ProcessBuilder("sleep", "300"))
                                    .pid());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            thread.start();
            thread.join();
        }
        System.out.println(line);
        new CountDownLatch(1).await();
    }
}
