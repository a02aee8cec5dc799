package ai.returning.routes.sync.source.crm;

import java.time.Duration;

/**
 * How contacts of HubSpot are read. Values come from {@code returning-ai.sources.<name>.hubspot}.
 *
 * @param name how configuration and messages call the source
 * @param url base of the API
 * @param token of the private app, sent as bearer token
 * @param paths where things are found
 * @param pageSize contacts a page
 * @param overlap how far before the last reading the next one starts, for an index that lags behind
 * @param limits of calls
 * @param patience with calls that fail
 */
public record HubspotSettings(
        String name,
        String url,
        String token,
        Paths paths,
        int pageSize,
        Duration overlap,
        Limits limits,
        Patience patience) {

    /**
     * Names of the API.
     *
     * @param search of contacts
     * @param properties list of the properties contacts have
     * @param key the property that holds the id of a contact, by which pages are cut
     * @param modified the property that holds the time of the last change
     */
    public record Paths(String search, String properties, String key, String modified) {}

    /**
     * How hard the API may be pressed; 0 for no limit of ours.
     *
     * @param perSecond calls a second, which is what searches have
     * @param perTenSeconds calls in ten seconds, which all apps of an account share
     * @param dailyReserve a reading stops when the API says that so few calls of the day are left
     */
    public record Limits(int perSecond, int perTenSeconds, int dailyReserve) {}

    /** How messages call the source. */
    String shown() {
        return "Source '" + name + "' (" + url + ")";
    }

    /** The name of a setting of this source. */
    String key(String setting) {
        return "returning-ai.sources." + name + ".hubspot." + setting;
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "HubspotSettings[" + name + ", " + url + "]";
    }
}
