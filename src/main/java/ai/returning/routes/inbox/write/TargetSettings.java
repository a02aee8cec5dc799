package ai.returning.routes.inbox.write;

import java.time.Duration;

/**
 * A database that events are written to.
 *
 * @param name how configuration and messages call it
 * @param url JDBC URL
 * @param user empty if the URL or the database needs none
 * @param password empty if there is none
 * @param poolSize open connections at most
 * @param connectLimit longest wait for a connection
 * @param statementLimit longest time of one statement
 */
public record TargetSettings(
        String name,
        String url,
        String user,
        String password,
        int poolSize,
        Duration connectLimit,
        Duration statementLimit) {

    /** The usual limits: 8 connections, 10 s and 60 s. */
    public static TargetSettings of(String name, String url, String user, String password) {
        return new TargetSettings(name, url, user, password, 8, Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    /** Without the secrets a URL may hold. */
    @Override
    public String toString() {
        return "target " + name;
    }
}
