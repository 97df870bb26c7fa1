<?php
// An invoice, with file_get_contents: no extension at all, and nobody but the streams of PHP itself.

declare(strict_types=1);

define('AUTHORIZE', getenv('XERO_AUTH_URL') ?: 'https://login.xero.com/identity/connect/authorize');
define('TOKEN', getenv('XERO_TOKEN_URL') ?: 'https://identity.xero.com/connect/token');
define('REVOCATION', dirname(TOKEN) . '/revocation');
define('API', getenv('XERO_BASE_URL') ?: 'https://api.xero.com/api.xro/2.0');
define('CONNECTIONS', dirname(API, 2) . '/connections');

$clientId = getenv('XERO_CLIENT_ID');
$secret = getenv('XERO_CLIENT_SECRET');
$redirectUri = getenv('XERO_REDIRECT_URI');

function ask(int $expected, string $method, string $url, array $headers = [], string $body = ''): mixed
{
    $answer = file_get_contents($url, context: stream_context_create(['http' => [
        'method' => $method,
        'header' => ['Accept: application/json', ...$headers],
        'content' => $body,
        'ignore_errors' => true,
        'timeout' => 30,
    ]]));
    if ($answer === false || !preg_match("#^HTTP/\S+ $expected#", $http_response_header[0])) {
        throw new RuntimeException("{$http_response_header[0]} for $method $url: $answer");
    }
    return json_decode($answer, true);
}

// Called back, as a small desktop program is: by the browser, on localhost.
$state = bin2hex(random_bytes(16));
$verifier = rtrim(strtr(base64_encode(random_bytes(48)), '+/', '-_'), '=');
$address = AUTHORIZE . '?' . http_build_query([
    'response_type' => 'code',
    'client_id' => $clientId,
    'redirect_uri' => $redirectUri,
    'scope' => 'openid offline_access accounting.transactions accounting.contacts',
    'state' => $state,
    'code_challenge' => rtrim(strtr(base64_encode(hash('sha256', $verifier, true)), '+/', '-_'), '='),
    'code_challenge_method' => 'S256',
]);
$server = stream_socket_server('tcp://127.0.0.1:' . parse_url($redirectUri, PHP_URL_PORT));
exec((getenv('BROWSER') ?: 'xdg-open') . ' ' . escapeshellarg($address) . ' >/dev/null 2>&1 &');
do {
    $browser = stream_socket_accept($server, 120);
    [, $path] = explode(' ', fgets($browser) ?: '- /');
    fwrite($browser, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nThank you.");
    fclose($browser);
    parse_str((string) parse_url($path, PHP_URL_QUERY), $answer);
} while ($answer === []);
if ($answer['state'] !== $state || !isset($answer['code'])) {
    throw new RuntimeException('the user has not agreed');
}
echo "consent: came back\n";

// A PKCE app has no secret, and says who it is in the form.
$app = $secret ? ["Authorization: Basic " . base64_encode("$clientId:$secret")] : [];
$app[] = 'Content-Type: application/x-www-form-urlencoded';
$who = $secret ? [] : ['client_id' => $clientId];
$token = ask(200, 'POST', TOKEN, $app, http_build_query($who + [
    'grant_type' => 'authorization_code',
    'code' => $answer['code'],
    'redirect_uri' => $redirectUri,
    'code_verifier' => $verifier,
]));
echo "token: $token[token_type]\n";

$bearer = "Authorization: Bearer $token[access_token]";
$connections = ask(200, 'GET', CONNECTIONS, [$bearer]);
echo 'connections: ', implode(', ', array_column($connections, 'tenantName')), "\n";
$headers = [$bearer, "Xero-Tenant-Id: {$connections[0]['tenantId']}", 'Content-Type: application/json'];

$draft = [
    'Type' => 'ACCREC',
    'Contact' => ['Name' => 'Ada Lovelace'],
    'Date' => '2035-01-31',
    'DueDate' => '2035-02-28',
    'LineItems' => [
        ['Description' => 'Analysis', 'Quantity' => 2, 'UnitAmount' => 50, 'AccountCode' => '200'],
    ],
    'Status' => 'AUTHORISED',
];
$id = ask(200, 'PUT', API . '/Invoices', $headers, json_encode($draft))['Invoices'][0]['InvoiceID'];
echo "create: $id\n";

$invoice = ask(200, 'GET', API . "/Invoices/$id", $headers)['Invoices'][0];
echo "read: $invoice[InvoiceID] $invoice[Total]\n";

$draft['LineItems'][0]['AccountCode'] = 'NOPE';
$wrong = ask(400, 'PUT', API . '/Invoices', $headers, json_encode($draft));
ask(401, 'GET', API . '/Accounts', $headers);
ask(403, 'GET', API . '/Invoices', [$bearer, "Xero-Tenant-Id: $id"]);
echo "refuse: {$wrong['Elements'][0]['ValidationErrors'][0]['Message']}\n";

$fresh = ask(200, 'POST', TOKEN, $app, http_build_query($who + [
    'grant_type' => 'refresh_token',
    'refresh_token' => $token['refresh_token'],
]));
$headers[0] = "Authorization: Bearer $fresh[access_token]";
ask(200, 'GET', API . "/Invoices/$id", $headers);
echo "refresh: $fresh[expires_in]\n";

ask(200, 'POST', REVOCATION, $app, http_build_query($who + ['token' => $fresh['refresh_token']]));
ask(401, 'GET', CONNECTIONS, $headers);
$wrong = ask(400, 'POST', TOKEN, $app, http_build_query($who + [
    'grant_type' => 'refresh_token',
    'refresh_token' => $fresh['refresh_token'],
]));
echo "revoke: $wrong[error]\n";
