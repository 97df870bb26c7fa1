import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An invoice, with java.net.http: sign in with a browser, bill, refresh, revoke. */
public class HttpClientStory {
    static final String IDENTITY = "https://identity.xero.com/connect";
    static final String API = "https://api.xero.com/api.xro/2.0";
    static final String CONNECTIONS = "https://api.xero.com/connections";
    static final String CLIENT_ID = System.getenv("XERO_CLIENT_ID");
    static final String REDIRECT_URI = System.getenv("XERO_REDIRECT_URI");
    static final String APP = "Basic " + Base64.getEncoder().encodeToString(
        (CLIENT_ID + ":" + System.getenv("XERO_CLIENT_SECRET")).getBytes(StandardCharsets.UTF_8));

    static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] args) throws Exception {
        String state = UUID.randomUUID().toString();
        Map<String, String> answer = consent("https://login.xero.com/identity/connect/authorize?" + form(
            "response_type", "code", "client_id", CLIENT_ID, "redirect_uri", REDIRECT_URI, "state", state,
            "scope", "openid offline_access accounting.invoices accounting.contacts"));
        insist(state.equals(answer.get("state")) && answer.containsKey("code"), answer);
        System.out.println("consent: came back");

        String token = post(200, "/token", form(
            "grant_type", "authorization_code", "code", answer.get("code"), "redirect_uri", REDIRECT_URI));
        String bearer = "Bearer " + member(token, "access_token");
        System.out.println("token: " + member(token, "token_type"));

        String connections = ask(200, "GET", CONNECTIONS, "", "Authorization", bearer);
        System.out.println("connections: " + String.join(", ", members(connections, "tenantName")));
        String tenant = member(connections, "tenantId");

        String draft = """
            {"Type": "ACCREC", "Status": "AUTHORISED", "Contact": {"Name": "Ada Lovelace"},
             "Date": "2035-01-31", "DueDate": "2035-02-28", "LineItems": [
              {"Description": "Analysis", "Quantity": 2, "UnitAmount": 50, "AccountCode": "200"}]}""";
        String made = xero(200, "PUT", API + "/Invoices", draft, bearer, tenant);
        String id = member(made, "InvoiceID");
        System.out.println("create: " + id);

        String invoice = xero(200, "GET", API + "/Invoices/" + id, "", bearer, tenant);
        System.out.println("read: " + member(invoice, "InvoiceID") + " " + member(invoice, "Total"));

        String wrong = xero(400, "PUT", API + "/Invoices", draft.replace("\"200\"", "\"NOPE\""), bearer, tenant);
        String closed = xero(401, "GET", API + "/Accounts", "", bearer, tenant);
        insist("AuthorizationUnsuccessful".equals(member(closed, "Detail")), closed);
        String elsewhere = xero(403, "GET", API + "/Invoices", "", bearer, id);
        insist("AuthenticationUnsuccessful".equals(member(elsewhere, "Detail")), elsewhere);
        List<String> words = members(wrong, "Message");
        System.out.println("refuse: " + String.join(" ", words));

        String old = member(token, "refresh_token");
        token = post(200, "/token", form("grant_type", "refresh_token", "refresh_token", old));
        String refresh = member(token, "refresh_token");
        insist(!refresh.equals(old), "the refresh token has not changed");
        bearer = "Bearer " + member(token, "access_token");
        xero(200, "GET", API + "/Invoices/" + id, "", bearer, tenant);
        System.out.println("refresh: " + member(token, "expires_in"));

        post(200, "/revocation", form("token", refresh));
        ask(401, "GET", CONNECTIONS, "", "Authorization", bearer);
        String dead = post(400, "/token", form("grant_type", "refresh_token", "refresh_token", refresh));
        System.out.println("revoke: " + member(dead, "error"));
    }

    /** Opens the browser, and waits until it comes back. */
    static Map<String, String> consent(String address) throws Exception {
        URI where = URI.create(REDIRECT_URI);
        CompletableFuture<String> cameBack = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", where.getPort()), 0);
        server.createContext(where.getPath(), exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            cameBack.complete(exchange.getRequestURI().getRawQuery());
        });
        server.start();
        String browser = System.getenv().getOrDefault("BROWSER", "xdg-open");
        List<String> command = new ArrayList<>(List.of(browser.split(" ")));
        command.add(address);
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String query = cameBack.get();
        server.stop(0);
        return List.of(query.split("&")).stream().map(pair -> pair.split("=", 2)).collect(Collectors.toMap(
            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    static String xero(int status, String method, String url, String body, String bearer, String tenant)
            throws Exception {
        return ask(status, method, url, body, "Authorization", bearer, "Xero-Tenant-Id", tenant,
            "Accept", "application/json", "Content-Type", "application/json");
    }

    static String post(int status, String path, String form) throws Exception {
        return ask(status, "POST", IDENTITY + path, form,
            "Authorization", APP, "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Sends a body, and insists on a status. */
    static String ask(int status, String method, String url, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).headers(headers)
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        insist(answer.statusCode() == status, answer.statusCode() + " for " + method + " " + url + ": " + answer.body());
        return answer.body();
    }

    static String form(String... pairs) {
        List<String> encoded = new ArrayList<>();
        for (int at = 0; at < pairs.length; at += 2) {
            encoded.add(pairs[at] + "=" + URLEncoder.encode(pairs[at + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", encoded);
    }

    /** The JDK reads no JSON; for what is needed here this will do. */
    static List<String> members(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
        return found.results().map(one -> one.group(1)).collect(Collectors.toList());
    }

    static String member(String json, String name) {
        return members(json, name).get(0);
    }

    static void insist(boolean so, Object otherwise) {
        if (!so) {
            throw new IllegalStateException(String.valueOf(otherwise));
        }
    }
}
