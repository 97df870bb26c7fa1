<?php
// An invoice, with league/oauth2-client: sign in with a browser, bill, refresh, revoke.

declare(strict_types=1);

use GuzzleHttp\Exception\ClientException;
use League\OAuth2\Client\Provider\Exception\IdentityProviderException;
use League\OAuth2\Client\Provider\GenericProvider;
use League\OAuth2\Client\Token\AccessTokenInterface;

require 'vendor/autoload.php';

const API = 'https://api.xero.com/api.xro/2.0';
const CONNECTIONS = 'https://api.xero.com/connections';

$xero = new GenericProvider([
    'clientId' => getenv('XERO_CLIENT_ID'),
    'clientSecret' => getenv('XERO_CLIENT_SECRET'),
    'redirectUri' => getenv('XERO_REDIRECT_URI'),
    'urlAuthorize' => 'https://login.xero.com/identity/connect/authorize',
    'urlAccessToken' => 'https://identity.xero.com/connect/token',
    'urlResourceOwnerDetails' => 'https://identity.xero.com/connect/userinfo',
    'pkceMethod' => GenericProvider::PKCE_METHOD_S256,
    'scopeSeparator' => ' ',
]);

function ask(int $expected, AccessTokenInterface $token, string $method, string $url, string $tenant = '', mixed $body = null): mixed
{
    global $xero;
    $request = $xero->getAuthenticatedRequest($method, $url, $token, [
        'headers' => ['Accept' => 'application/json', 'Content-Type' => 'application/json', 'Xero-Tenant-Id' => $tenant],
        'body' => $body === null ? null : json_encode($body),
    ]);
    try {
        $answer = $xero->getResponse($request);
    } catch (ClientException $refused) {
        $answer = $refused->getResponse();
    }
    if ($answer->getStatusCode() !== $expected) {
        throw new RuntimeException("{$answer->getStatusCode()} for $method $url: {$answer->getBody()}");
    }
    return json_decode((string) $answer->getBody(), true);
}

$address = $xero->getAuthorizationUrl([
    'scope' => ['openid', 'profile', 'email', 'offline_access', 'accounting.transactions', 'accounting.contacts'],
]);
echo "Open $address\nand paste the address where you end:\n";
parse_str((string) parse_url(trim(fgets(STDIN)), PHP_URL_QUERY), $answer);
if (($answer['state'] ?? '') !== $xero->getState() || !isset($answer['code'])) {
    throw new RuntimeException('the user has not agreed');
}
echo "consent: came back\n";

$token = $xero->getAccessToken('authorization_code', ['code' => $answer['code']]);
if (!str_contains($xero->getResourceOwner($token)->toArray()['email'], '@')) {
    throw new RuntimeException('nobody has signed in');
}
echo "token: {$token->getValues()['token_type']}\n";

$connections = ask(200, $token, 'GET', CONNECTIONS);
echo 'connections: ', implode(', ', array_column($connections, 'tenantName')), "\n";
$tenant = $connections[0]['tenantId'];

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
$id = ask(200, $token, 'PUT', API . '/Invoices', $tenant, $draft)['Invoices'][0]['InvoiceID'];
echo "create: $id\n";

$invoice = ask(200, $token, 'GET', API . "/Invoices/$id", $tenant)['Invoices'][0];
echo "read: $invoice[InvoiceID] $invoice[Total]\n";

$draft['LineItems'][0]['AccountCode'] = 'NOPE';
$wrong = ask(400, $token, 'PUT', API . '/Invoices', $tenant, $draft);
ask(401, $token, 'GET', API . '/Accounts', $tenant);
ask(403, $token, 'GET', API . '/Invoices', $id);
echo "refuse: {$wrong['Elements'][0]['ValidationErrors'][0]['Message']}\n";

$fresh = $xero->getAccessToken('refresh_token', ['refresh_token' => $token->getRefreshToken()]);
ask(200, $fresh, 'GET', API . "/Invoices/$id", $tenant);
echo "refresh: {$fresh->getExpires()}\n";

$xero->getHttpClient()->request('POST', 'https://identity.xero.com/connect/revocation', [
    'auth' => [getenv('XERO_CLIENT_ID'), getenv('XERO_CLIENT_SECRET')],
    'form_params' => ['token' => $fresh->getRefreshToken()],
]);
ask(401, $fresh, 'GET', CONNECTIONS);
try {
    $xero->getAccessToken('refresh_token', ['refresh_token' => $fresh->getRefreshToken()]);
} catch (IdentityProviderException $refused) {
    echo "revoke: {$refused->getMessage()}\n";
}
