package ai.returning.routes.sync.poll;

/** By the driver of MariaDB. */
class MariaDbIT extends MariaDbContract {
    @Override
    String subprotocol() {
        return "mariadb";
    }
}
