package org.waypost.assembly.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands in the mailboxes against what the server has answered for. */
final class Ledger {
    private final Map<String, List<Integer>> found = new TreeMap<>();

    /** The numbers of the mails in the mailbox of an address. */
    void found(String address, List<Integer> numbers) {
        found.put(address, List.copyOf(numbers));
    }

    /** Mails answered with 250 that a recipient has not, as "number to address". */
    List<String> missing(Map<Integer, List<String>> accepted) {
        List<String> missing = new ArrayList<>();
        accepted.forEach((number, recipients) -> recipients.stream()
                .filter(recipient -> !found.getOrDefault(recipient, List.of()).contains(number))
                .forEach(recipient -> missing.add(number + " to " + recipient)));
        return missing;
    }

    /** Mails that stand more than once in a mailbox, as "number to address". */
    List<String> doubles() {
        List<String> doubles = new ArrayList<>();
        found.forEach((address, numbers) -> {
            Map<Integer, Integer> times = new TreeMap<>();
            numbers.forEach(number -> times.merge(number, 1, Integer::sum));
            times.forEach((number, count) -> {
                if (count > 1) {
                    doubles.add(number + " to " + address + " " + count + " times");
                }
            });
        });
        return doubles;
    }

    /** Mails in all mailboxes. */
    int total() {
        return found.values().stream().mapToInt(List::size).sum();
    }
}
