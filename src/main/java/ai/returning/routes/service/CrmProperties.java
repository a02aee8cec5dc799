package ai.returning.routes.service;

import ai.returning.routes.crm.HubspotWriter;
import ai.returning.routes.crm.SalesforceAccess;
import ai.returning.routes.crm.SalesforceWriter;
import ai.returning.routes.crm.WriteSettings;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** CRMs that Kamelets write to. */
public record CrmProperties(
        @DefaultValue Hubspot hubspot, @DefaultValue Salesforce salesforce) {

    /** Where contacts and notes of HubSpot are written, and how hard. */
    public record Hubspot(
            @DefaultValue("https://api.hubapi.com") String url,
            @DefaultValue("") String token,
            @DefaultValue("/crm/v3/objects/contacts") String contactsPath,
            @DefaultValue("/crm/v3/objects/notes") String notesPath,
            @DefaultValue("202") int noteToContact,
            @Within(most = 10_000) @DefaultValue("90") int perTenSeconds,
            @DefaultValue("10s") Duration connectLimit,
            @DefaultValue("30s") Duration answerLimit,

            @Within(least = 1, most = 100) @DefaultValue("4")
            int attempts,

            @DefaultValue("1s") Duration firstWait,
            @DefaultValue("10s") Duration longestWait,
            @DefaultValue("1m") Duration longestThrottle,
            @DefaultValue("30s") Duration rest) {

        HubspotWriter writer() {
            return new HubspotWriter(
                    new HubspotWriter.Paths(
                            url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                            contactsPath,
                            notesPath,
                            noteToContact),
                    token,
                    new WriteSettings(
                            "HubSpot (" + url + ")",
                            connectLimit,
                            answerLimit,
                            attempts,
                            firstWait,
                            longestWait,
                            longestThrottle,
                            perTenSeconds,
                            rest));
        }

        /** No call takes longer, with all that is done again within it. */
        Duration longestCall() {
            return connectLimit
                    .plus(answerLimit)
                    .plus(longestWait)
                    .multipliedBy(attempts)
                    .plus(longestThrottle)
                    .plusSeconds(60);
        }

        /** Leaves out the token. */
        @Override
        public String toString() {
            return "Hubspot[" + url + "]";
        }
    }

    /** How records of Salesforce are written, and how hard. */
    public record Salesforce(
            @DefaultValue("") String loginUrl,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String user,
            @DefaultValue("") String keyFile,
            @DefaultValue("https://login.salesforce.com") String audience,
            @DefaultValue("/services/oauth2/token") String tokenPath,
            @DefaultValue("/services/data/v61.0") String apiPath,
            @Within(most = 10_000) @DefaultValue("0") int perTenSeconds,
            @DefaultValue("10s") Duration connectLimit,
            @DefaultValue("60s") Duration answerLimit,

            @Within(least = 1, most = 100) @DefaultValue("4")
            int attempts,

            @DefaultValue("1s") Duration firstWait,
            @DefaultValue("10s") Duration longestWait,
            @DefaultValue("1m") Duration longestThrottle,
            @DefaultValue("30s") Duration rest) {

        /** The first setting a login lacks, beside its address; empty if it lacks none. */
        String missing() {
            if (loginUrl.isBlank()) {
                return "login-url";
            }
            if (clientId.isBlank()) {
                return "client-id";
            }
            boolean byKey = !keyFile.isBlank() && !user.isBlank();
            return byKey || !clientSecret.isBlank() ? "" : "client-secret";
        }

        SalesforceWriter writer(Clock clock) {
            String url = loginUrl.endsWith("/") ? loginUrl.substring(0, loginUrl.length() - 1) : loginUrl;
            return new SalesforceWriter(
                    new SalesforceAccess(url, clientId, clientSecret, user, keyFile, audience, tokenPath),
                    apiPath,
                    new WriteSettings(
                            "Salesforce (" + url + ")",
                            connectLimit,
                            answerLimit,
                            attempts,
                            firstWait,
                            longestWait,
                            longestThrottle,
                            perTenSeconds,
                            rest),
                    clock);
        }

        /** Leaves out the secret. */
        @Override
        public String toString() {
            return "Salesforce[" + loginUrl + "]";
        }
    }
}
