package ai.returning.routes.service;

import ai.returning.routes.crm.SalesforceAccess;
import ai.returning.routes.sync.source.crm.Patience;
import ai.returning.routes.sync.source.crm.SalesforceSettings;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Records of Salesforce to read; {@link SalesforceSettings}. */
public record SalesforceSourceProperties(
        @DefaultValue("") String loginUrl,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String user,
        @DefaultValue("") String keyFile,
        @DefaultValue("https://login.salesforce.com") String audience,
        @DefaultValue("/services/oauth2/token") String tokenPath,
        @DefaultValue("/services/data/v61.0") String apiPath,
        @DefaultValue("Account") String object,
        @DefaultValue("SystemModstamp") String modifiedField,
        @DefaultValue("") String filter,

        @OneOf({"auto", "pages", "bulk"}) @DefaultValue("auto")
        String readBy,

        @Within(least = 1, most = 1_000_000) @DefaultValue("50000")
        int resultRecords,

        @DefaultValue("2s") Duration pollWait,
        @DefaultValue("30m") Duration jobLimit,
        @DefaultValue("10m") Duration overlap,
        @Within(most = 100_000_000) @DefaultValue("1000") int dailyReserve,
        @DefaultValue("10s") Duration connectLimit,
        @DefaultValue("120s") Duration answerLimit,
        @Within(least = 1, most = 100) @DefaultValue("5") int attempts,
        @DefaultValue("1s") Duration firstWait,
        @DefaultValue("30s") Duration longestWait,
        @DefaultValue("10m") Duration longestThrottle) {

    SalesforceSettings settings(String name) {
        String url = loginUrl.endsWith("/") ? loginUrl.substring(0, loginUrl.length() - 1) : loginUrl;
        return new SalesforceSettings(
                name,
                new SalesforceAccess(url, clientId, clientSecret, user, keyFile, audience, tokenPath),
                apiPath,
                new SalesforceSettings.Query(object, modifiedField, filter),
                SalesforceSettings.Mode.valueOf(readBy.toUpperCase(Locale.ROOT)),
                resultRecords,
                pollWait,
                jobLimit,
                overlap,
                dailyReserve,
                new Patience(connectLimit, answerLimit, attempts, firstWait, longestWait, longestThrottle));
    }

    /** Whether there is what a login needs besides the address: a secret, or a key and a user. */
    public boolean canLogIn() {
        return !clientId.isBlank() && (!clientSecret.isBlank() || !keyFile.isBlank() && !user.isBlank());
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "SalesforceSourceProperties[" + loginUrl + "]";
    }
}
