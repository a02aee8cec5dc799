package ai.returning.routes.service;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the routes of one flow call, as its files say. */
public record FlowUse(
        String flow,
        boolean enabled,
        /** Ids of operations that steps call. */
        Set<String> operations,
        /** Those of them that a step calls without a business key. */
        Set<String> unkeyed,
        /** Those of them that a step calls with one, so that the ledger may look whether they happened. */
        Set<String> keyed,
        /** Those, and those of rules, that something calls without a webhook of its own: with the host and key of all. */
        Set<String> general,
        /** Ids of operations that rules ask for; the ledger does them once. */
        Set<String> decided,
        /** Names of sources. */
        Set<String> sources,
        /** Names of settings they read by placeholder. */
        Set<String> settings,
        /** Names of beans that steps call, of those that are not switched off. */
        Set<String> beans,
        /** Names of settings that switch steps on: true or false. */
        Set<String> switches,
        /** Configured webhooks that steps and rules name, each with its operation. */
        Map<String, String> webhooks) {

    /** Ids of operations that the ledger does. */
    public Set<String> ledgered() {
        Set<String> all = new TreeSet<>(keyed);
        all.addAll(decided);
        return all;
    }

    /** Ids of all operations, by whatever way they are called. */
    public Set<String> all() {
        Set<String> all = new TreeSet<>(operations);
        all.addAll(decided);
        return all;
    }
}
