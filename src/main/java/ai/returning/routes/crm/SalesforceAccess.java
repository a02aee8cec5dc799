package ai.returning.routes.crm;

import java.nio.file.Path;

/**
 * How a session of Salesforce is begun, by OAuth.
 *
 * @param loginUrl where tokens are given: the My Domain of the org
 * @param clientId consumer key of the connected app
 * @param clientSecret consumer secret; empty for a login by key
 * @param user user name to act as; for a login by key
 * @param keyFile private key (PKCS#8, PEM) whose certificate the connected app has; empty for a login by secret
 * @param audience who the signed assertion is for, such as https://login.salesforce.com
 * @param tokenPath path that gives tokens
 */
public record SalesforceAccess(
        String loginUrl,
        String clientId,
        String clientSecret,
        String user,
        String keyFile,
        String audience,
        String tokenPath) {

    /** Whether a signed assertion is shown instead of a secret. */
    boolean byKey() {
        return !keyFile.isBlank();
    }

    Path key() {
        return Path.of(keyFile);
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "SalesforceAccess[" + loginUrl + "]";
    }
}
